package dev.factum.conformance.corpus;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Entity;
import dev.factum.facts.database.TxReport;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.edn.EdnList;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.value.Keyword;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What each kind of check asks of a database (FORMAT.md, *Checks*), and how its answer is shown.
final class Checks {

    private Checks() {}

    static @Nullable Object get(Map<?, ?> check, String key) {
        return check.get(Keyword.of(key));
    }

    static boolean has(Map<?, ?> check, String key) {
        return check.containsKey(Keyword.of(key));
    }

    static @Nullable Object evaluate(
            Map<?, ?> check, Names names, Database current, List<Subject.Entry> log) {
        if (has(check, "query")) {
            return query(check, names, current, log);
        }
        if (has(check, "tx-range")) {
            return TxRanges.answer((List<?>) names.substitute(get(check, "tx-range")), log);
        }
        Database db = database(check, names, current);
        if (has(check, "pull")) {
            return db.pull(
                    required(names.substitute(get(check, "pull"))),
                    required(input(check, "eid", names, db)));
        }
        if (has(check, "pull-many")) {
            return pullMany(check, names, db);
        }
        if (has(check, "entity")) {
            return entity(check, names, db);
        }
        if (has(check, "entid")) {
            var id = db.entid(input(check, "entid", names, db));
            return id.isEmpty() ? null : (Object) id.getAsLong();
        }
        if (has(check, "ident")) {
            return db.ident(required(input(check, "ident", names, db))).orElse(null);
        }
        if (has(check, "attribute")) {
            return attribute(db.attribute(input(check, "attribute", names, db)));
        }
        if (has(check, "db-info")) {
            return info((List<?>) required(get(check, "db-info")), db);
        }
        if (has(check, "db-stats")) {
            return stats((Collection<?>) required(get(check, "db-stats")), db);
        }
        return IndexAnswers.answer(check, names, db);
    }

    private static Object required(@Nullable Object value) {
        return Objects.requireNonNull(value);
    }

    static @Nullable Object input(Map<?, ?> check, String key, Names names, Database db) {
        return names.substitute(get(check, key), db);
    }

    private static Database database(Map<?, ?> check, Names names, Database current) {
        Object form = get(check, "db");
        return form == null
                ? current
                : Views.apply(current, (List<?>) required(names.substitute(form, current)));
    }

    static @Nullable Object query(
            Map<?, ?> check, Names names, Database current, List<Subject.Entry> log) {
        Object query = required(names.substitute(get(check, "query")));
        Object forms = get(check, "inputs");
        List<@Nullable Object> inputs = new ArrayList<>();
        for (Object form :
                forms == null
                        ? List.of(EdnList.of(dev.factum.facts.value.Symbol.of("db")))
                        : (List<?>) forms) {
            if (Views.isDatabase(form)) {
                inputs.add(
                        Views.apply(current, (List<?>) required(names.substitute(form, current))));
            } else if (Views.isLog(form)) {
                inputs.add(TxRanges.log(log));
            } else {
                inputs.add(names.substitute(form, current));
            }
        }
        return current.engine().query(query, inputs);
    }

    private static List<@Nullable Object> pullMany(Map<?, ?> check, Names names, Database db) {
        Object pattern = required(names.substitute(get(check, "pull-many")));
        List<@Nullable Object> trees = new ArrayList<>();
        for (Object entity : (List<?>) required(input(check, "eids", names, db))) {
            trees.add(db.pull(pattern, entity));
        }
        return trees;
    }

    // ---- transactions

    static Object with(Map<?, ?> check, Names names, Database current, List<Subject.Entry> log) {
        Database db = database(check, names, current);
        Object form = get(check, "with");
        TxReport report = db.with((List<?>) required(names.substitute(form, current)));
        CaseRun.name(names, "with", report);
        CaseRun.nameTempids(names, report);
        CaseRun.bind(get(check, "bind-after"), names, report.dbAfter());
        Map<Keyword, Object> answer = TransactionAnswers.report(report, form);
        if (get(check, "then") instanceof List<?> questions) {
            List<@Nullable Object> answers = new ArrayList<>();
            for (Object question : questions) {
                answers.add(evaluate((Map<?, ?>) question, names, report.dbAfter(), log));
            }
            answer.put(Keyword.of("then"), answers);
        }
        return answer;
    }

    // ---- entities, attributes, the database itself
    // --------------------------------------------------------------

    private static @Nullable Object entity(Map<?, ?> check, Names names, Database db) {
        Entity entity = db.entity(required(input(check, "entity", names, db))).orElse(null);
        if (entity == null) {
            return null;
        }
        if (has(check, "keys")) {
            return entity.keys();
        }
        if (has(check, "touch")) {
            return shown(entity.touch());
        }
        List<?> path = (List<?>) required(get(check, "path"));
        return shown(new EntityPath<>(Entity.class, Entity::get).follow(entity, path));
    }

    private static @Nullable Object shown(@Nullable Object value) {
        return switch (value) {
            case Entity entity -> entity.id();
            case Set<?> set -> {
                Set<@Nullable Object> all = new LinkedHashSet<>();
                set.forEach(element -> all.add(shown(element)));
                yield all;
            }
            case Map<?, ?> map -> {
                Map<@Nullable Object, @Nullable Object> all = new LinkedHashMap<>();
                map.forEach((key, element) -> all.put(key, shown(element)));
                yield all;
            }
            case null, default -> value;
        };
    }

    private static @Nullable Map<Keyword, Object> attribute(
            @Nullable AttributeDefinition definition) {
        if (definition == null) {
            return null;
        }
        Map<Keyword, Object> answer = new HashMap<>();
        if (definition.ident() != null) {
            answer.put(Keyword.of("ident"), definition.ident());
        }
        answer.put(Keyword.of("value-type"), definition.valueType().ident());
        answer.put(
                Keyword.of("cardinality"),
                Keyword.of("db.cardinality", definition.many() ? "many" : "one"));
        if (definition.unique() != null) {
            answer.put(
                    Keyword.of("unique"),
                    Keyword.of("db.unique", definition.unique().name().toLowerCase(Locale.ROOT)));
        }
        answer.put(Keyword.of("indexed"), definition.indexed());
        answer.put(Keyword.of("has-avet"), definition.hasAvet());
        answer.put(Keyword.of("is-component"), definition.component());
        answer.put(Keyword.of("no-history"), definition.noHistory());
        answer.put(Keyword.of("fulltext"), definition.fulltext());
        return answer;
    }

    private static Map<Keyword, @Nullable Object> info(List<?> keys, Database db) {
        Map<Keyword, @Nullable Object> answer = new HashMap<>();
        for (Object key : keys) {
            Keyword name = (Keyword) key;
            answer.put(
                    name,
                    switch (name.name()) {
                        case "basis-t" -> EntityId.ofTransaction(db.basisT());
                        case "as-of-t" ->
                                db.asOfT().isEmpty()
                                        ? null
                                        : (Object) EntityId.ofTransaction(db.asOfT().getAsLong());
                        case "since-t" ->
                                db.sinceT().isEmpty()
                                        ? null
                                        : (Object) EntityId.ofTransaction(db.sinceT().getAsLong());
                        case "is-history" -> db.isHistory();
                        case "is-filtered" -> db.isFiltered();
                        default -> throw new IllegalArgumentException("Unknown key " + name);
                    });
        }
        return answer;
    }

    private static Map<Object, Long> stats(Collection<?> attributes, Database db) {
        Map<Object, Long> counts = new HashMap<>();
        for (Object attribute : attributes) {
            long id = db.entidOrThrow(attribute);
            counts.put(
                    required(attribute),
                    db.history().estimate(IndexOrder.AEVT, Prefix.attribute(id)));
        }
        return counts;
    }

    // ---- matching
    // ---------------------------------------------------------------------------------------------

    /// Datoms match in any order unless the check says `:ordered true`, index pulls in order unless
    /// it says false.
    static boolean matches(Map<?, ?> check, @Nullable Object expected, @Nullable Object actual) {
        boolean datoms =
                has(check, "datoms")
                        || has(check, "seek-datoms")
                        || has(check, "rseek-datoms")
                        || has(check, "index-range");
        boolean unordered =
                (datoms && !Boolean.TRUE.equals(get(check, "ordered")))
                        || (has(check, "index-pull")
                                && Boolean.FALSE.equals(get(check, "ordered")));
        if (unordered && expected instanceof List<?> list && !(expected instanceof EdnList)) {
            return actual instanceof Collection<?> collection
                    && Matching.matchesUnordered(list, collection);
        }
        return Matching.matches(expected, actual);
    }
}
