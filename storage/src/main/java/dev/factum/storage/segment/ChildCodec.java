package dev.factum.storage.segment;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.encoding.ByteReader;
import dev.factum.facts.encoding.ByteWriter;
import dev.factum.facts.encoding.ValueCodec;
import dev.factum.facts.index.Child;
import dev.factum.facts.index.Directory;
import dev.factum.facts.index.NodeRef;
import dev.factum.storage.StorageErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The body of a directory, and what is known of a child without looking at it; the package page
/// has the layout.
final class ChildCodec {

    private static final int MAX_LEVEL = 16;

    private ChildCodec() {}

    static void write(ByteWriter out, Directory directory) {
        out.writeVarint(directory.level());
        out.writeVarint(directory.size());
        directory.children().forEach(child -> write(out, child));
    }

    static void write(ByteWriter out, Child child) {
        if (!(child.ref() instanceof StoredNode stored)) {
            throw new IllegalStateException("A node refers to one that is not stored");
        }
        out.writeText(stored.address());
        out.writeVarint(child.count());
        out.writeVarint(child.firstTx());
        out.writeVarint(child.lastTx() - child.firstTx());
        Datom first = child.first();
        out.writeZigzag(first.e());
        out.writeZigzag(first.a());
        out.writeZigzag(first.tx());
        out.writeByte(first.added() ? 1 : 0);
        out.writeByte(ValueCodec.kind(first.v()));
        ValueCodec.write(out, first.v());
    }

    static Directory readDirectory(ByteReader in, Function<String, NodeRef> refs) {
        long level = in.readVarint();
        int size = in.readCount();
        if (level < 1 || level > MAX_LEVEL || size == 0 || size > Directory.MAX_SIZE) {
            throw StorageErrors.damaged("A directory has an impossible level or size");
        }
        List<Child> children = new ArrayList<>(size);
        for (int index = 0; index < size; index++) {
            children.add(read(in, refs));
        }
        return new Directory((int) level, children);
    }

    static Child read(ByteReader in, Function<String, NodeRef> refs) {
        NodeRef ref = refs.apply(in.readText());
        long count = in.readVarint();
        long firstTx = in.readVarint();
        long lastTx = firstTx + in.readVarint();
        long e = in.readZigzag();
        long a = in.readZigzag();
        long tx = in.readZigzag();
        boolean added = in.readByte() != 0;
        Object v = ValueCodec.readDatomValue(in, in.readByte());
        return new Child(ref, new Datom(e, a, v, tx, added), count, firstTx, lastTx);
    }
}
