package dev.factum.conformance.differential;

import clojure.lang.IExceptionInfo;
import datomic.Attribute;
import datomic.Connection;
import datomic.Database;
import datomic.Datom;
import datomic.Peer;
import dev.factum.facts.edn.EdnList;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Datomic's peer library on an empty database in memory, which answers the checks of one case in
/// the corpus' words. Not thread-safe.
///
/// Where a check names something that no transaction made, there is no answer.
final class Oracle implements Engine, GivenViews<Database> {

    private final String uri = "datomic:mem://" + Peer.squuid();
    private final Connection connection;
    private GivenNames names = new GivenNames();
    private int transactions;

    Oracle() {
        Peer.createDatabase(uri);
        connection = Peer.connect(uri);
    }

    @Override
    public void close() {
        Peer.deleteDatabase(uri);
    }

    @Override
    public @Nullable Map<?, ?> answer(Map<?, ?> check) {
        try {
            Map<Object, @Nullable Object> answer = new HashMap<>();
            answer.put(Keyword.of("result"), result(check));
            return answer;
        } catch (GivenNames.Unknown _) {
            return null;
        } catch (Exception | StackOverflowError | AssertionError refused) {
            return Map.of(Keyword.of("error"), KnownErrors.withCode(error(refused)));
        }
    }

    private @Nullable Object result(Map<?, ?> check) throws Exception {
        if (check.containsKey(Keyword.of("transact"))) {
            return transact(check.get(Keyword.of("transact")));
        }
        if (check.containsKey(Keyword.of("query"))) {
            return query(check);
        }
        Database db = view(check.get(Keyword.of("db")));
        if (check.containsKey(Keyword.of("pull"))) {
            Object pattern = check.get(Keyword.of("pull"));
            return pulls(db).named(named(db.pull(theirs(pattern), theirs(check, "eid"))));
        }
        if (check.containsKey(Keyword.of("index-pull"))) {
            return db.indexPull(theirs(check, "index-pull"))
                    .map(tree -> pulls(db).named(named(tree)))
                    .toList();
        }
        if (check.containsKey(Keyword.of("entid"))) {
            return named(db.entid(theirs(check, "entid")));
        }
        if (check.containsKey(Keyword.of("entity"))) {
            return named(EntityAnswers.of(db.entity(theirs(check, "entity")), check));
        }
        if (check.containsKey(Keyword.of("with"))) {
            return speculation(db.with(list(check, "with")));
        }
        if (check.containsKey(Keyword.of("index-range"))) {
            List<?> parts = list(check, "index-range");
            return datoms(db, db.indexRange(parts.get(0), parts.get(1), parts.get(2)));
        }
        List<?> parts = list(check, "datoms");
        return datoms(db, db.datoms(parts.getFirst(), parts.subList(1, parts.size()).toArray()));
    }

    private @Nullable Object theirs(@Nullable Object form) {
        return DatomicValues.theirs(names.substitute(form));
    }

    private @Nullable Object theirs(Map<?, ?> check, String key) {
        return theirs(check.get(Keyword.of(key)));
    }

    private List<?> list(Map<?, ?> check, String key) {
        return (List<?>) Objects.requireNonNull(theirs(check, key));
    }

    // ---- transactions

    private Object transact(@Nullable Object form) throws InterruptedException, ExecutionException {
        Map<?, ?> report = connection.transact((List<?>) theirs(form)).get();
        return report(report, "n" + transactions++);
    }

    /// The names that a speculation brings are known in its own answer only.
    private Object speculation(Map<?, ?> report) {
        GivenNames known = names;
        names = known.copy();
        Object answer = report(report, "with");
        names = known;
        return answer;
    }

    private Object report(Map<?, ?> report, String number) {
        Database after = (Database) Objects.requireNonNull(report.get(Connection.DB_AFTER));
        List<?> data = new ArrayList<>((Collection<?>) report.get(Connection.TX_DATA));
        Object tx = ((Datom) data.getFirst()).tx();
        names.transaction(number, tx, Peer.toT(tx));
        Map<Object, Object> tempids = new LinkedHashMap<>();
        ((Map<?, ?>) Objects.requireNonNull(report.get(Connection.TEMPIDS)))
                .forEach((tempid, id) -> {
                    if (tempid instanceof String text) {
                        tempids.put(text, id);
                        names.entity("e", text, id);
                    }
                });
        Set<Object> shown = new LinkedHashSet<>();
        for (Object each : data) {
            Datom datom = (Datom) each;
            shown.add(shown(after, datom, datom.added()).subList(0, 4));
        }
        return Map.of(
                Keyword.of("tx-data"),
                shown,
                Keyword.of("tempids"),
                Objects.requireNonNull(named(tempids)));
    }

    /// Entity, attribute and value, and what comes then.
    private List<@Nullable Object> shown(Database db, Datom datom, @Nullable Object then) {
        Object attribute = db.ident(datom.a());
        boolean refers = ":db.type/ref".equals(String.valueOf(db.attribute(datom.a()).valueType()));
        return Arrays.asList(
                entity(db, datom.e()),
                named(attribute),
                refers ? entity(db, datom.v()) : named(datom.v()),
                then,
                datom.added());
    }

    private @Nullable Object entity(Database db, Object id) {
        Object name = named(id);
        Object ident = db.ident(id);
        return ident == null || name instanceof Symbol
                ? name
                : EdnList.of(Symbol.of("id"), DatomicValues.ours(ident));
    }

    // ---- questions

    private @Nullable Object query(Map<?, ?> check) {
        Object form = names.substitute(check.get(Keyword.of("query")));
        Object answer =
                Peer.query(DatomicValues.theirs(form), inputs(check, this::theirs).toArray());
        Database schema = connection.db();
        return QueryAnswers.shown(
                (List<?>) Objects.requireNonNull(form), named(answer), pulls(schema));
    }

    @Override
    public Database present() {
        return connection.db();
    }

    @Override
    public Database history(Database view) {
        return view.history();
    }

    @Override
    public Database step(Database view, List<?> step) {
        if (Keyword.of("filter").equals(step.getFirst())) {
            return filtered(view, Objects.requireNonNull(names.substitute(step.get(1))));
        }
        Object argument = theirs(step.get(1));
        return switch (((Keyword) step.getFirst()).name()) {
            case "as-of" -> view.asOf(argument);
            case "since" -> view.since(argument);
            default -> throw new IllegalArgumentException("Unknown view " + step);
        };
    }

    private static Database filtered(Database view, Object filter) {
        return view.filter(
                new Database.Predicate<Datom>() {
                    @Override
                    public boolean apply(Database db, Datom datom) {
                        Object attribute = DatomicValues.ours(db.ident(datom.a()));
                        return Filters.allow(filter, Objects.requireNonNull(attribute), datom.tx());
                    }
                });
    }

    private Object datoms(Database db, Iterable<Datom> datoms) {
        List<Object> shown = new ArrayList<>();
        datoms.forEach(datom -> shown.add(shown(db, datom, named(datom.tx()))));
        return shown;
    }

    private @Nullable Object named(@Nullable Object value) {
        return names.named(DatomicValues.ours(value));
    }

    private static PullAnswers pulls(Database schema) {
        return new PullAnswers(name -> isTuple(schema, name));
    }

    private static boolean isTuple(Database schema, Keyword name) {
        Attribute attribute = schema.attribute(DatomicValues.theirs(name));
        return attribute != null
                && String.valueOf(attribute.valueType()).equals(":db.type/tuple")
                && String.valueOf(attribute.cardinality()).equals(":db.cardinality/one");
    }

    // ---- errors

    /// The code and category of the innermost cause that has a code, and the message to read.
    private static Map<Object, Object> error(Throwable refused) {
        Map<Object, Object> error = new HashMap<>();
        Set<Throwable> seen = new HashSet<>();
        for (Throwable cause = refused;
                cause != null && seen.add(cause);
                cause = cause.getCause()) {
            error.put(Keyword.of("message"), String.valueOf(cause.getMessage()));
            if (cause instanceof IExceptionInfo info) {
                Map<?, ?> data =
                        (Map<?, ?>) Objects.requireNonNull(DatomicValues.ours(info.getData()));
                copy(data, "db/error", error, "db/error");
                copy(data, "cognitect.anomalies/category", error, "category");
            }
        }
        return error;
    }

    private static void copy(Map<?, ?> from, String key, Map<Object, Object> to, String as) {
        Object value = from.get(Keyword.of(key));
        if (value instanceof Keyword name) {
            to.put(Keyword.of(as), as.equals("category") ? Keyword.of(name.name()) : name);
        }
    }
}
