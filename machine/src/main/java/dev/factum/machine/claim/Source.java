package dev.factum.machine.claim;

import dev.factum.facts.database.Database;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.value.Keyword;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A source of messages that is read in order, such as a partition of a topic, as facts: who may
/// decide its messages, and how far they are decided. Immutable.
///
/// @param name names machine and source
/// @param epoch raised by one with each take-over; 0 if nobody has taken it yet
/// @param through everything up to here is done with; -1 if nothing is
public record Source(String name, long epoch, long through) {

    /// What [#through] says of a source of which nothing is done with.
    public static final long NOTHING = -1;

    private static final Attribute<String> NAME =
            Attribute.string("factum.source/name")
                    .identity()
                    .doc("A source of messages that is read in order");
    private static final Attribute<Long> EPOCH =
            Attribute.longNumber("factum.source/epoch")
                    .doc("Raised by whoever takes the source over");
    private static final Attribute<Long> THROUGH =
            Attribute.longNumber("factum.source/through")
                    .doc("The messages up to here are done with");

    /// What the machine installs to keep sources. Who had one when is kept; old positions are of no
    /// interest.
    public static List<Map<Keyword, Object>> schema() {
        Map<Keyword, Object> through = new LinkedHashMap<>(THROUGH.declaration());
        through.put(Keyword.of("db/noHistory"), true);
        return List.of(NAME.declaration(), EPOCH.declaration(), through);
    }

    /// True if a database has the attributes of sources.
    public static boolean isKeptIn(Database db) {
        return db.schema().attribute(NAME.ident()) != null;
    }

    /// The source as this database knows it. Its epoch and its position are read apart, so that a
    /// position that is written down is no conflict for those who rely on the epoch.
    public static Source in(Database db, String name) {
        return new Source(name, epoch(db, name), through(db, name));
    }

    static long epoch(Database db, String name) {
        return db.entity(NAME.is(name)).flatMap(entity -> entity.get(EPOCH)).orElse(0L);
    }

    private static long through(Database db, String name) {
        return db.entity(NAME.is(name)).flatMap(entity -> entity.get(THROUGH)).orElse(NOTHING);
    }

    /// The transaction data by which this source is taken over.
    public List<Map<Keyword, Object>> takeOver() {
        return List.of(Map.of(NAME.ident(), name, EPOCH.ident(), epoch + 1));
    }

    /// The lookup ref of a source.
    public static List<Object> reference(String name) {
        return NAME.is(name);
    }

    /// The transaction data that writes a position down.
    public static List<Map<Keyword, Object>> reached(String name, long through) {
        return List.of(Map.of(NAME.ident(), name, THROUGH.ident(), through));
    }
}
