package dev.factum.storage.segment;

import dev.factum.facts.encoding.ByteReader;
import dev.factum.facts.encoding.ByteWriter;
import dev.factum.facts.tx.CompositeParts;
import dev.factum.facts.tx.Excision;
import dev.factum.facts.tx.ExcisionTarget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// An excision that is under way as bytes and back; the package page describes them. Stateless, so
/// safe to use from all threads.
final class ExcisionCodec {

    private static final int WITHOUT_COMPOSITES = 1;
    private static final int WITH_COMPOSITES = 2;

    private ExcisionCodec() {}

    static void write(ByteWriter out, Optional<Excision> excision) {
        out.writeByte(excision.isPresent() ? WITH_COMPOSITES : 0);
        excision.ifPresent(present -> {
            out.writeVarint(present.since());
            write(out, present.references());
            write(out, present.composites());
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
        int form = in.readByte();
        if (form == 0) {
            return Optional.empty();
        }
        long since = in.readVarint();
        Set<Long> references = readAttributes(in);
        CompositeParts composites =
                form == WITHOUT_COMPOSITES ? new CompositeParts(Map.of()) : readComposites(in);
        int size = in.readCount();
        List<ExcisionTarget> targets = new ArrayList<>();
        for (int number = 0; number < size; number++) {
            long entity = in.readVarint();
            long until = in.readVarint();
            targets.add(new ExcisionTarget(entity, readAttributes(in), until));
        }
        return Optional.of(new Excision(since, references, composites, targets));
    }

    private static void write(ByteWriter out, CompositeParts composites) {
        out.writeVarint(composites.byComposite().size());
        new TreeMap<>(composites.byComposite())
                .forEach((composite, parts) -> {
                    out.writeVarint(composite);
                    out.writeVarint(parts.size());
                    parts.forEach(out::writeVarint);
                });
    }

    private static CompositeParts readComposites(ByteReader in) {
        Map<Long, List<Long>> composites = new HashMap<>();
        for (int left = in.readCount(); left > 0; left--) {
            long composite = in.readVarint();
            List<Long> parts = new ArrayList<>();
            for (int slots = in.readCount(); slots > 0; slots--) {
                parts.add(in.readVarint());
            }
            composites.put(composite, List.copyOf(parts));
        }
        return new CompositeParts(composites);
    }

    private static Set<Long> readAttributes(ByteReader in) {
        Set<Long> attributes = new HashSet<>();
        for (int left = in.readCount(); left > 0; left--) {
            attributes.add(in.readVarint());
        }
        return attributes;
    }
}
