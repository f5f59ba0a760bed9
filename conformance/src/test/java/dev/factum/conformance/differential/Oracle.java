package dev.factum.conformance.differential;

import clojure.lang.IExceptionInfo;
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
final class Oracle implements AutoCloseable {

    private static final Set<String> SPACES = Set.of("e", "tx", "t");

    private final String uri = "datomic:mem://" + Peer.squuid();
    private final Connection connection;
    private final Map<Symbol, Object> values = new HashMap<>();
    private final Map<Object, Symbol> names = new HashMap<>();
    private int transactions;

    Oracle() {
        Peer.createDatabase(uri);
        connection = Peer.connect(uri);
    }

    @Override
    public void close() {
        Peer.deleteDatabase(uri);
    }

    /// The answer to a check, or null if it names what is not there.
    @Nullable Map<?, ?> answer(Map<?, ?> check) {
        try {
            Map<Object, @Nullable Object> answer = new HashMap<>();
            answer.put(Keyword.of("result"), result(check));
            return answer;
        } catch (UnknownName _) {
            return null;
        } catch (Exception | StackOverflowError | AssertionError refused) {
            return Map.of(Keyword.of("error"), error(refused));
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
            return new PullAnswers(db).named(named(db.pull(theirs(pattern), theirs(check, "eid"))));
        }
        if (check.containsKey(Keyword.of("entid"))) {
            return named(db.entid(theirs(check, "entid")));
        }
        if (check.containsKey(Keyword.of("with"))) {
            return speculation(db.with((List<?>) theirs(check, "with")));
        }
        if (check.containsKey(Keyword.of("index-range"))) {
            List<?> parts = (List<?>) theirs(check, "index-range");
            return datoms(db, db.indexRange(parts.get(0), parts.get(1), parts.get(2)));
        }
        List<?> parts = (List<?>) theirs(check, "datoms");
        return datoms(db, db.datoms(parts.getFirst(), parts.subList(1, parts.size()).toArray()));
    }

    private Object theirs(@Nullable Object form) {
        return DatomicValues.theirs(substitute(form));
    }

    private Object theirs(Map<?, ?> check, String key) {
        return theirs(check.get(Keyword.of(key)));
    }

    // ---- transactions

    private Object transact(@Nullable Object form) throws InterruptedException, ExecutionException {
        Map<?, ?> report = connection.transact((List<?>) theirs(form)).get();
        return report(report, "n" + transactions++);
    }

    /// The names that a speculation brings are known in its own answer only.
    private Object speculation(Map<?, ?> report) {
        Map<Symbol, Object> knownValues = new HashMap<>(values);
        Map<Object, Symbol> knownNames = new HashMap<>(names);
        Object answer = report(report, "with");
        values.clear();
        values.putAll(knownValues);
        names.clear();
        names.putAll(knownNames);
        return answer;
    }

    private Object report(Map<?, ?> report, String number) {
        Database after = (Database) Objects.requireNonNull(report.get(Connection.DB_AFTER));
        List<?> data = new ArrayList<>((Collection<?>) report.get(Connection.TX_DATA));
        Object tx = ((Datom) data.getFirst()).tx();
        name(new Symbol("tx", number), tx);
        values.put(new Symbol("t", number), Peer.toT(tx));
        Map<Object, Object> tempids = new LinkedHashMap<>();
        ((Map<?, ?>) Objects.requireNonNull(report.get(Connection.TEMPIDS)))
                .forEach((tempid, id) -> {
                    if (tempid instanceof String text) {
                        tempids.put(text, id);
                        name(new Symbol("e", text), id);
                    }
                });
        Set<Object> shown = new LinkedHashSet<>();
        for (Object each : data) {
            Datom datom = (Datom) each;
            if (!isOwnInstant(after, datom)) {
                shown.add(
                        Arrays.asList(
                                named(datom.e()),
                                named(after.ident(datom.a())),
                                named(datom.v()),
                                datom.added()));
            }
        }
        return Map.of(
                Keyword.of("tx-data"),
                shown,
                Keyword.of("tempids"),
                Objects.requireNonNull(named(tempids)));
    }

    private static boolean isOwnInstant(Database db, Datom datom) {
        return datom.e().equals(datom.tx())
                && ":db/txInstant".equals(String.valueOf(db.ident(datom.a())));
    }

    // ---- questions

    private @Nullable Object query(Map<?, ?> check) {
        List<Object> inputs = new ArrayList<>();
        for (Object input :
                check.get(Keyword.of("inputs")) instanceof List<?> given
                        ? given
                        : List.of(EdnList.of(Symbol.of("db")))) {
            inputs.add(isDatabase(input) ? view(input) : theirs(input));
        }
        Object form = substitute(check.get(Keyword.of("query")));
        Object answer = Peer.query(DatomicValues.theirs(form), inputs.toArray());
        Database schema = connection.db();
        return QueryAnswers.shown(
                (List<?>) Objects.requireNonNull(form), named(answer), new PullAnswers(schema));
    }

    static boolean isDatabase(@Nullable Object form) {
        return form instanceof EdnList list
                && !list.isEmpty()
                && Symbol.of("db").equals(list.getFirst());
    }

    private Database view(@Nullable Object form) {
        Database view = connection.db();
        if (form == null) {
            return view;
        }
        List<?> steps = (List<?>) form;
        for (Object step : steps.subList(1, steps.size())) {
            view = Keyword.of("history").equals(step) ? view.history() : step(view, (List<?>) step);
        }
        return view;
    }

    private Database step(Database view, List<?> step) {
        Object argument = theirs(step.get(1));
        return switch (((Keyword) step.getFirst()).name()) {
            case "as-of" -> view.asOf(argument);
            case "since" -> view.since(argument);
            case "with" ->
                    (Database)
                            Objects.requireNonNull(
                                    view.with((List<?>) argument).get(Connection.DB_AFTER));
            default -> throw new IllegalArgumentException("Unknown view " + step);
        };
    }

    private Object datoms(Database db, Iterable<Datom> datoms) {
        List<Object> shown = new ArrayList<>();
        for (Datom datom : datoms) {
            shown.add(
                    Arrays.asList(
                            named(datom.e()),
                            named(db.ident(datom.a())),
                            named(datom.v()),
                            named(datom.tx()),
                            datom.added()));
        }
        return shown;
    }

    // ---- names

    private void name(Symbol name, Object id) {
        values.put(name, id);
        names.putIfAbsent(id, name);
    }

    private @Nullable Object named(@Nullable Object value) {
        return rename(DatomicValues.ours(value));
    }

    private @Nullable Object rename(@Nullable Object value) {
        return switch (value) {
            case Long id -> names.getOrDefault(id, null) == null ? id : names.get(id);
            case Map<?, ?> map -> {
                Map<@Nullable Object, @Nullable Object> all = new LinkedHashMap<>();
                map.forEach((key, each) -> all.put(rename(key), rename(each)));
                yield all;
            }
            case Set<?> set -> {
                Set<@Nullable Object> all = new LinkedHashSet<>();
                set.forEach(each -> all.add(rename(each)));
                yield all;
            }
            case List<?> list -> {
                List<@Nullable Object> all = new ArrayList<>();
                list.forEach(each -> all.add(rename(each)));
                yield all;
            }
            case null, default -> value;
        };
    }

    private @Nullable Object substitute(@Nullable Object form) {
        return switch (form) {
            case Symbol symbol
                    when symbol.namespace() != null && SPACES.contains(symbol.namespace()) -> {
                Object value = values.get(symbol);
                if (value == null) {
                    throw new UnknownName();
                }
                yield value;
            }
            case EdnList list -> EdnList.copyOf(all(list));
            case List<?> list -> all(list);
            case Set<?> set -> new LinkedHashSet<>(all(set));
            case Map<?, ?> map -> {
                Map<@Nullable Object, @Nullable Object> all = new LinkedHashMap<>();
                map.forEach((key, each) -> all.put(substitute(key), substitute(each)));
                yield all;
            }
            case null, default -> form;
        };
    }

    private List<@Nullable Object> all(Collection<?> forms) {
        List<@Nullable Object> all = new ArrayList<>();
        forms.forEach(form -> all.add(substitute(form)));
        return all;
    }

    private static final class UnknownName extends RuntimeException {
        private static final long serialVersionUID = 1L;
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
