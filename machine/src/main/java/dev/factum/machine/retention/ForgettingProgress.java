package dev.factum.machine.retention;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Entity;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.value.Keyword;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// How far the forgetting of a machine has come, as facts. Immutable.
///
/// @param through everything up to this t was looked at
/// @param needed the decisions up to there that were needed whole, and are to be looked at again
public record ForgettingProgress(String machine, long through, SortedSet<Long> needed) {

    private static final Attribute<String> MACHINE =
            Attribute.string("factum.retention/machine").identity();
    private static final Attribute<Long> THROUGH =
            Attribute.longNumber("factum.retention/through")
                    .doc("What decisions up to this t owed was let go, but for what is needed");
    private static final Attribute<Long> NEEDED =
            Attribute.longNumber("factum.retention/needed")
                    .many()
                    .doc("The t of an old decision that is needed whole");

    public ForgettingProgress {
        needed = Collections.unmodifiableSortedSet(new TreeSet<>(needed));
    }

    /// What a machine installs; the past of it is of no interest.
    public static List<Map<Keyword, Object>> schema() {
        var schema = new ArrayList<Map<Keyword, Object>>();
        schema.add(MACHINE.declaration());
        for (Attribute<?> each : List.of(THROUGH, NEEDED)) {
            var declaration = new LinkedHashMap<>(each.declaration());
            declaration.put(Keyword.of("db/noHistory"), true);
            schema.add(declaration);
        }
        return schema;
    }

    /// What a database knows of it; nothing was looked at if it knows nothing.
    static ForgettingProgress in(Database db, String machine) {
        AttributeDefinition needed = db.schema().attribute(NEEDED.ident());
        Optional<Entity> entity =
                needed == null ? Optional.empty() : db.entity(MACHINE.is(machine));
        if (entity.isEmpty() || needed == null) {
            return new ForgettingProgress(machine, 0, new TreeSet<>());
        }
        var ts = new TreeSet<Long>();
        Iterator<Datom> datoms =
                db.scan(IndexOrder.EAVT, Prefix.entityAttribute(entity.get().id(), needed.id()));
        datoms.forEachRemaining(datom -> ts.add((Long) datom.v()));
        return new ForgettingProgress(machine, entity.get().get(THROUGH).orElse(0L), ts);
    }

    ForgettingProgress with(long looked, SortedSet<Long> found) {
        return new ForgettingProgress(machine, looked, found);
    }

    /// What makes a database say this that says `before`.
    List<Object> txData(ForgettingProgress before) {
        var txData = new ArrayList<Object>();
        var form = new LinkedHashMap<Keyword, Object>();
        form.put(MACHINE.ident(), machine);
        form.put(THROUGH.ident(), through);
        var added = new TreeSet<>(needed);
        added.removeAll(before.needed);
        if (!added.isEmpty()) {
            form.put(NEEDED.ident(), List.copyOf(added));
        }
        txData.add(form);
        for (long each : before.needed) {
            if (!needed.contains(each)) {
                txData.add(
                        List.of(
                                Keyword.of("db/retract"),
                                List.of(MACHINE.ident(), machine),
                                NEEDED.ident(),
                                each));
            }
        }
        return txData;
    }
}
