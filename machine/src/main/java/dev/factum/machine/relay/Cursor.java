package dev.factum.machine.relay;

import dev.factum.facts.database.Database;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.claim.Source;
import dev.factum.machine.lease.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How far a relay has come, as a fact: everything owed by transactions up to t was taken over by
/// the broker. Immutable.
///
/// If instances divide the work, each writes down how far it is with its partitions, and the
/// machine's cursor is that of the partition which is furthest behind. A cursor says what has
/// happened, whoever writes it: one from an instance that has lost a partition is true as well.
///
/// @param relay the relay's name: the machine's
/// @param partitions those that it speaks of; all if there are none
public record Cursor(String relay, long through, Set<Part.Partition> partitions) {

    private static final Attribute<String> NAME =
            Attribute.string("factum.relay/name").identity().doc("A relay of the effect machine");
    private static final Attribute<Long> THROUGH =
            Attribute.longNumber("factum.relay/through")
                    .doc("What transactions up to this t owe was sent");

    public Cursor {
        partitions = Set.copyOf(partitions);
    }

    /// The cursor of a relay that sends everything.
    public Cursor(String relay, long through) {
        this(relay, through, Set.of());
    }

    /// What the machine installs to keep cursors; their past is of no interest.
    public static List<Map<Keyword, Object>> schema() {
        Map<Keyword, Object> through = new LinkedHashMap<>(THROUGH.declaration());
        through.put(Keyword.of("db/noHistory"), true);
        return List.of(NAME.declaration(), through);
    }

    /// The cursor of a relay in this database; 0 if it never saved one.
    public static Cursor in(Database db, String relay) {
        long whole = whole(db, relay);
        long last = Long.MAX_VALUE;
        for (Part part : Part.all()) {
            if (part instanceof Part.Partition) {
                last = Math.min(last, part(db, relay, part));
            }
        }
        return new Cursor(relay, Math.max(whole, last));
    }

    /// How far the relay is with some partitions.
    static Map<Part.Partition, Long> in(Database db, String relay, Set<Part.Partition> partitions) {
        long whole = whole(db, relay);
        var through = new HashMap<Part.Partition, Long>();
        for (Part.Partition partition : partitions) {
            through.put(partition, Math.max(whole, part(db, relay, partition)));
        }
        return through;
    }

    private static long whole(Database db, String relay) {
        return db.schema().attribute(NAME.ident()) == null
                ? 0
                : db.entity(NAME.is(relay)).flatMap(entity -> entity.get(THROUGH)).orElse(0L);
    }

    private static long part(Database db, String relay, Part part) {
        return Source.isKeptIn(db) ? Source.in(db, part.nameFor(relay)).through() : 0;
    }

    /// The transaction data that saves it.
    public List<Map<Keyword, Object>> txData() {
        if (partitions.isEmpty()) {
            return List.of(Map.of(NAME.ident(), relay, THROUGH.ident(), through));
        }
        var txData = new ArrayList<Map<Keyword, Object>>();
        partitions.forEach(part -> txData.addAll(Source.reached(part.nameFor(relay), through)));
        return txData;
    }
}
