package dev.factum.facts.tx;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Indexes;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.schema.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// The few facts of a database that tell its schema, past ones included: a name that an attribute
/// had once still means it.
final class SchemaHistory {

    /// A composite may come with its parts, whose names are looked up.
    static final Set<Long> BY_VALUE = Set.of(Builtin.IDENT);

    private SchemaHistory() {}

    /// Those of some datoms that are about the schema.
    static List<Datom> of(Collection<Datom> datoms) {
        List<Datom> found = new ArrayList<>();
        for (Datom datom : datoms) {
            if (Builtin.isSchemaAttribute(datom.a())) {
                found.add(datom);
            }
        }
        return found;
    }

    /// The datoms about the schema of all time, in no particular order.
    static List<Datom> of(Indexes indexes) {
        List<Datom> found = new ArrayList<>();
        for (long attribute : Builtin.schemaAttributes()) {
            Prefix prefix = Prefix.attribute(attribute);
            indexes.present(IndexOrder.AEVT).scan(prefix).forEachRemaining(found::add);
            indexes.past(IndexOrder.AEVT).scan(prefix).forEachRemaining(found::add);
        }
        return found;
    }

    /// The schema that these indexes tell, transaction by transaction.
    static Schema schema(Indexes indexes) {
        TreeMap<Long, List<Datom>> transactions = new TreeMap<>();
        for (Datom datom : of(indexes)) {
            transactions.computeIfAbsent(datom.tx(), _ -> new ArrayList<>()).add(datom);
        }
        Schema schema = Schema.empty();
        Indexes described = Indexes.empty();
        for (List<Datom> datoms : transactions.values()) {
            described = described.withHistory(datoms, BY_VALUE, Set.of());
            schema = SchemaChange.derive(schema, described, datoms);
        }
        return schema;
    }
}
