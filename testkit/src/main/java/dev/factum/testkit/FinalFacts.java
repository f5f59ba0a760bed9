package dev.factum.testkit;

import dev.factum.facts.database.Database;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.value.Keyword;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a database says, apart from ids, times, claims and the relay's cursor: the same for two
/// runs that came to the same end on different ways.
///
/// An entity is named by a value that only it has, otherwise by everything about it.
final class FinalFacts {

    private static final String RELAY = "factum.relay";

    /// How often something was tried before it came to its end.
    private static final Set<Keyword> WAYS =
            Set.of(
                    Keyword.of("factum.parked/basis"),
                    Keyword.of("factum.parked/reads"),
                    Keyword.of("factum.parked/runs"),
                    Keyword.of("factum.request/step"),
                    Keyword.of("factum.request/attempts"),
                    Keyword.of("factum.request/decided"),
                    Keyword.of("factum.request/planned"),
                    Keyword.of("factum.request/sent"),
                    Keyword.of("factum.request/since"),
                    Keyword.of("factum.request/reason"));

    private static final int MOST_NESTED = 3;

    private final Database db;

    private FinalFacts(Database db) {
        this.db = db;
    }

    /// One line for each entity, sorted.
    static List<String> of(Database db) {
        var facts = new FinalFacts(db);
        var lines = new ArrayList<String>();
        Long entity = null;
        Iterator<Datom> datoms = db.scan(IndexOrder.EAVT, Prefix.all());
        while (datoms.hasNext()) {
            long next = datoms.next().e();
            if (entity == null || entity != next) {
                entity = next;
                facts.line(next, lines);
            }
        }
        lines.sort(String::compareTo);
        return lines;
    }

    private void line(long entity, List<String> lines) {
        Map<String, Object> content = content(entity, 0);
        if (EntityId.partition(entity) != EntityId.DB_PARTITION && !content.isEmpty()) {
            lines.add(Edn.canonical(content));
        }
    }

    private Map<String, Object> content(long entity, int depth) {
        Map<String, List<Object>> values = new TreeMap<>();
        Iterator<Datom> datoms = db.scan(IndexOrder.EAVT, Prefix.entity(entity));
        while (datoms.hasNext()) {
            Datom datom = datoms.next();
            AttributeDefinition attribute = db.schema().attribute(datom.a());
            if (attribute != null && !isBesideThePoint(attribute)) {
                Object value = attribute.isRef() ? name((Long) datom.v(), depth + 1) : datom.v();
                values.computeIfAbsent(attribute.label().toString(), _ -> new ArrayList<>())
                        .add(value);
            }
        }
        return new LinkedHashMap<>(values);
    }

    private static boolean isBesideThePoint(AttributeDefinition attribute) {
        Keyword ident = attribute.ident();
        return attribute.id() == Builtin.TX_INSTANT
                || attribute.id() == Builtin.CLAIM
                || (ident != null && (RELAY.equals(ident.namespace()) || WAYS.contains(ident)));
    }

    private Object name(long entity, int depth) {
        Object ident = db.schema().identOf(entity).orElse(null);
        Object unique = ident == null ? unique(entity) : ident;
        if (unique != null) {
            return unique;
        }
        return depth > MOST_NESTED ? "…" : content(entity, depth);
    }

    private @Nullable Object unique(long entity) {
        Iterator<Datom> datoms = db.scan(IndexOrder.EAVT, Prefix.entity(entity));
        while (datoms.hasNext()) {
            Datom datom = datoms.next();
            AttributeDefinition attribute = db.schema().attribute(datom.a());
            if (attribute != null && attribute.unique() != null && !attribute.isRef()) {
                return List.of(attribute.label(), datom.v());
            }
        }
        return null;
    }
}
