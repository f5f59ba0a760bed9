package dev.factum.storage.segment;

import dev.factum.facts.tx.Excision;
import dev.factum.facts.tx.ExcisionTarget;
import dev.factum.storage.encoding.ByteReader;
import dev.factum.storage.encoding.ByteWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An excision that is under way as bytes and back; the package page describes them. Stateless, so
/// safe to use from all threads.
final class ExcisionCodec {

    private ExcisionCodec() {}

    static void write(ByteWriter out, Optional<Excision> excision) {
        out.writeByte(excision.isPresent() ? 1 : 0);
        excision.ifPresent(present -> {
            out.writeVarint(present.since());
            write(out, present.references());
            out.writeVarint(present.targets().size());
            for (ExcisionTarget target : present.targets()) {
                out.writeVarint(target.entity());
                out.writeVarint(target.until());
                write(out, target.attributes());
            }
        });
    }

    private static void write(ByteWriter out, Set<Long> attributes) {
        out.writeVarint(attributes.size());
        attributes.stream().sorted().forEach(out::writeVarint);
    }

    static Optional<Excision> read(ByteReader in) {
        if (in.readByte() == 0) {
            return Optional.empty();
        }
        long since = in.readVarint();
        Set<Long> references = readAttributes(in);
        int size = in.readCount();
        List<ExcisionTarget> targets = new ArrayList<>();
        for (int number = 0; number < size; number++) {
            long entity = in.readVarint();
            long until = in.readVarint();
            targets.add(new ExcisionTarget(entity, readAttributes(in), until));
        }
        return Optional.of(new Excision(since, references, targets));
    }

    private static Set<Long> readAttributes(ByteReader in) {
        Set<Long> attributes = new HashSet<>();
        for (int left = in.readCount(); left > 0; left--) {
            attributes.add(in.readVarint());
        }
        return attributes;
    }
}
