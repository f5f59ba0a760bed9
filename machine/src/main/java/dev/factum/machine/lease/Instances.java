package dev.factum.machine.lease;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Entity;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.value.Keyword;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The instances of a machine, as facts: each says until when it can be counted on, and says so
/// again before that.
///
/// An instance that ends and begins anew has its name again and another life. What belongs to a
/// life, such as a lease, does not go over to the next one by itself.
final class Instances {

    private static final Attribute<String> ID =
            Attribute.string("factum.instance/id")
                    .identity()
                    .doc("An instance of a machine, with the name of the machine");
    private static final Attribute<String> MACHINE =
            Attribute.string("factum.instance/machine").indexed();
    private static final Attribute<String> NAME = Attribute.string("factum.instance/name");
    private static final Attribute<String> LIFE =
            Attribute.string("factum.instance/life").doc("Another one each time it begins");
    private static final Attribute<Instant> UNTIL =
            Attribute.instant("factum.instance/until")
                    .doc("Until when it is there, if it does not say so again");

    private Instances() {}

    static List<Map<Keyword, Object>> schema() {
        Map<Keyword, Object> until = new LinkedHashMap<>(UNTIL.declaration());
        until.put(Keyword.of("db/noHistory"), true);
        return List.of(
                ID.declaration(),
                MACHINE.declaration(),
                NAME.declaration(),
                LIFE.declaration(),
                until);
    }

    private static String id(String machine, String name) {
        return machine + "/" + name;
    }

    /// Those that can be counted on: their lives by their names.
    static NavigableMap<String, String> living(Database db, String machine, Instant now) {
        var living = new TreeMap<String, String>();
        AttributeDefinition attribute = db.attributeOrThrow(MACHINE.ident());
        Iterator<Datom> all =
                db.scan(IndexOrder.AVET, Prefix.attributeValue(attribute.id(), machine));
        while (all.hasNext()) {
            Entity entity = db.entity(all.next().e()).orElseThrow();
            if (entity.get(UNTIL).filter(until -> until.isAfter(now)).isPresent()) {
                living.put(entity.get(NAME).orElseThrow(), entity.get(LIFE).orElseThrow());
            }
        }
        return living;
    }

    /// The present life of an instance; nothing if it is not there.
    static Optional<String> life(Database db, String machine, String name) {
        return db.entity(ID.is(id(machine, name))).flatMap(entity -> entity.get(LIFE));
    }

    /// The transaction data by which an instance says that it is there.
    static List<Object> present(String machine, String name, String life, Instant until) {
        var form = new LinkedHashMap<Keyword, Object>();
        form.put(ID.ident(), id(machine, name));
        form.put(MACHINE.ident(), machine);
        form.put(NAME.ident(), name);
        form.put(LIFE.ident(), life);
        form.put(UNTIL.ident(), until);
        return List.of(form);
    }

    /// The transaction data by which an instance leaves.
    static List<Object> gone(String machine, String name) {
        return List.of(List.of(Keyword.of("db/retractEntity"), ID.is(id(machine, name))));
    }

    /// True if a transaction has changed who is there; that somebody is still there is no change.
    static boolean isTouchedBy(Database db, List<Datom> datoms) {
        AttributeDefinition attribute = db.schema().attribute(LIFE.ident());
        return attribute != null && datoms.stream().anyMatch(datom -> datom.a() == attribute.id());
    }
}
