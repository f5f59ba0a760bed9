package dev.factum.storage.segment;

import dev.factum.facts.encoding.ByteReader;
import dev.factum.facts.encoding.ByteWriter;
import dev.factum.facts.encoding.ValueCodec;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.Child;
import dev.factum.facts.index.FourTrees;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.IndexSegments;
import dev.factum.facts.index.SegmentTree;
import dev.factum.facts.value.Bytes;
import dev.factum.storage.StorageErrors;
import java.util.Optional;

/// The content of a root as bytes and back; the package page describes them. Stateless, so safe to
/// use from all threads.
public final class RootCodec {

    private static final int FIRST_VERSION = 1;
    private static final int VERSION = 2;

    private RootCodec() {}

    /// The bytes of a root. Its trees must be in storage.
    public static Bytes encode(RootContent content) {
        var out = new ByteWriter();
        out.writeByte(VERSION);
        out.writeInt(0);
        out.writeText(content.owner());
        out.writeByte(content.index().isPresent() ? 1 : 0);
        content.index().ifPresent(index -> write(out, index));
        out.writeChecksumAt(1);
        return out.toBytes();
    }

    private static void write(ByteWriter out, IndexRoot index) {
        out.writeVarint(index.basis());
        out.writeVarint(index.nextEntity());
        out.writeVarint(index.nextSystemEntity());
        ValueCodec.write(out, index.lastInstant());
        write(out, index.segments().present());
        write(out, index.segments().past());
        ExcisionCodec.write(out, index.excision());
    }

    private static void write(ByteWriter out, FourTrees trees) {
        for (IndexOrder order : IndexOrder.values()) {
            Child root = trees.get(order).root();
            out.writeByte(root == null ? 0 : 1);
            if (root != null) {
                ChildCodec.write(out, root);
            }
        }
    }

    /// Reads the content of a root. That of a new database is empty, and says nothing.
    ///
    /// @param nodes where the trees are
    /// @throws FactumError `:db.error/storage-corrupt` if the bytes are damaged;
    ///   `:db.error/storage-format` if a later version of Factum wrote them
    public static RootContent decode(Bytes encoded, NodeStorage nodes) {
        if (encoded.length() == 0) {
            return new RootContent("", Optional.empty());
        }
        try {
            return read(new ByteReader(encoded.toArray()), nodes);
        } catch (FactumError damage) {
            throw damage;
        } catch (RuntimeException damage) {
            throw StorageErrors.damaged("The root has an impossible value", damage);
        }
    }

    private static RootContent read(ByteReader in, NodeStorage nodes) {
        int version = in.readByte();
        if (version < FIRST_VERSION || version > VERSION) {
            throw FactumError.of(
                            DbErrorCode.STORAGE_FORMAT,
                            "The root was written by another version of Factum")
                    .with("version", version)
                    .with("supported", VERSION);
        }
        if (!in.matches(in.readInt())) {
            throw StorageErrors.damaged("The checksum of the root is wrong");
        }
        String owner = in.readText();
        Optional<IndexRoot> index =
                in.readByte() == 0 ? Optional.empty() : Optional.of(readIndex(version, in, nodes));
        if (in.remaining() > 0) {
            throw StorageErrors.damaged("The root goes on after its end");
        }
        return new RootContent(owner, index);
    }

    private static IndexRoot readIndex(int version, ByteReader in, NodeStorage nodes) {
        return new IndexRoot(
                in.readVarint(),
                in.readVarint(),
                in.readVarint(),
                ValueCodec.readInstant(in),
                new IndexSegments(readTrees(in, nodes), readTrees(in, nodes)),
                version == FIRST_VERSION ? Optional.empty() : ExcisionCodec.read(in));
    }

    private static FourTrees readTrees(ByteReader in, NodeStorage nodes) {
        return new FourTrees(
                readTree(in, nodes, IndexOrder.EAVT),
                readTree(in, nodes, IndexOrder.AEVT),
                readTree(in, nodes, IndexOrder.AVET),
                readTree(in, nodes, IndexOrder.VAET));
    }

    private static SegmentTree readTree(ByteReader in, NodeStorage nodes, IndexOrder order) {
        return in.readByte() == 0
                ? SegmentTree.empty(order)
                : new SegmentTree(order, ChildCodec.read(in, nodes::ref));
    }
}
