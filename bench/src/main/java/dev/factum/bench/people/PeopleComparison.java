package dev.factum.bench.people;

import datomic.Connection;
import datomic.Peer;
import datomic.Util;
import dev.factum.bench.measure.Comparison;
import dev.factum.bench.measure.Results;
import dev.factum.bench.measure.Turns;
import dev.factum.facts.connection.StandardEngine;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.value.Keyword;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Queries, rules and pulls on 20,000 people in memory, beside `com.datomic:peer`.
public final class PeopleComparison implements Comparison {

    private static final int PEOPLE = Integer.getInteger("people", 20_000);

    @Override
    public String name() {
        return "people";
    }

    @Override
    public String description() {
        return "queries, rules and pulls on 20,000 people in memory, beside com.datomic:peer";
    }

    @Override
    public void run(Results results) {
        results.note(
                "peer",
                "com.datomic:peer 1.0.7622, datomic:mem://; same data, same number of rows, no result cache");
        queries(results);
        rules(results);
        pulls(results);
        results.mean("geomean q1-q4", List.of("q1", "q2", "q2-switch", "q3", "q4"));
        results.mean(
                "geomean q1-q4, qpred",
                List.of("q1", "q2", "q2-switch", "q3", "q4", "qpred1", "qpred2"));
    }

    private static Database factum(String... transactions) {
        Database db =
                StandardEngine.emptyDatabase(Functions.none())
                        .with(list(PeopleData.schema()))
                        .dbAfter();
        for (String transaction : transactions) {
            db = db.with(list(transaction)).dbAfter();
        }
        return db;
    }

    private static List<?> list(String edn) {
        return (List<?>) Objects.requireNonNull(Edn.read(edn));
    }

    private static datomic.Database datomic(List<?>... transactions) {
        String uri = "datomic:mem://" + Peer.squuid();
        Peer.createDatabase(uri);
        Connection connection = Peer.connect(uri);
        try {
            connection.transact((List<?>) Util.read(PeopleData.schema())).get();
            for (List<?> transaction : transactions) {
                connection.transact(transaction).get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("Datomic refused a transaction", e);
        }
        return connection.db();
    }

    private static void compare(
            Results results, String name, Callable<?> ours, Callable<?> theirs) {
        try {
            int size = size(ours.call());
            if (size != size(theirs.call())) {
                throw new IllegalStateException(
                        name + ": " + size + " results here, " + size(theirs.call()) + " there");
            }
        } catch (Exception e) {
            throw new IllegalStateException(name, e);
        }
        Turns.Pair pair = Turns.of(ours, theirs);
        results.progress(
                "%-18s %9.4f ms, Datomic %9.4f ms: %.1f x"
                        .formatted(name, pair.ours(), pair.theirs(), pair.timesFaster()));
        results.figure(name + " ms", pair.ours());
        results.figure(name + " Datomic ms", pair.theirs());
        results.ratio(name, pair.timesFaster());
    }

    /// Rows of a relation, or values in a tree.
    private static int size(@Nullable Object answer) {
        return switch (answer) {
            case Map<?, ?> tree -> tree.values().stream().mapToInt(PeopleComparison::values).sum();
            case Collection<?> rows -> rows.size();
            case null, default -> -1;
        };
    }

    private static int values(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> tree -> size(tree);
            case Collection<?> several -> several.stream().mapToInt(PeopleComparison::values).sum();
            case null, default -> 1;
        };
    }

    private static void queries(Results results) {
        List<PeopleData.Person> people = PeopleData.people(PEOPLE);
        List<Object> ourForms = new ArrayList<>();
        List<Object> theirForms = new ArrayList<>();
        for (PeopleData.Person person : people) {
            ourForms.add(PeopleData.form(person, PeopleComparison::ourMap));
            theirForms.add(PeopleData.form(person, PeopleComparison::theirMap));
        }
        Database ours = factum().with(ourForms).dbAfter();
        datomic.Database theirs = datomic(theirForms);
        PeopleQueries.queries()
                .forEach((name, question) -> {
                    Object ourQuery = Objects.requireNonNull(Edn.read(question.query()));
                    Object theirQuery = Util.read(question.query());
                    Object[] ourInputs = question.inputs().toArray();
                    Object[] theirInputs = new Object[ourInputs.length + 1];
                    theirInputs[0] = theirs;
                    System.arraycopy(ourInputs, 0, theirInputs, 1, ourInputs.length);
                    compare(
                            results,
                            name,
                            () -> ours.query(ourQuery, ourInputs),
                            () -> Peer.q(theirQuery, theirInputs));
                });
    }

    private static Object ourMap(List<String> keys, List<Object> values) {
        Map<Keyword, Object> map = new HashMap<>();
        for (int index = 0; index < keys.size(); index++) {
            Object value = values.get(index);
            map.put(
                    Keyword.of(keys.get(index)),
                    value instanceof String text && text.startsWith(":")
                            ? Keyword.of(text)
                            : value);
        }
        return map;
    }

    private static Object theirMap(List<String> keys, List<Object> values) {
        Map<Object, Object> map = new HashMap<>();
        for (int index = 0; index < keys.size(); index++) {
            Object value = values.get(index);
            map.put(
                    Util.read(":" + keys.get(index)),
                    value instanceof String text && text.startsWith(":") ? Util.read(text) : value);
        }
        return map;
    }

    private static void rules(Results results) {
        List<String> names = new ArrayList<>();
        int[][] wide = {{3, 3}, {5, 3}, {7, 3}, {4, 6}};
        for (int[] shape : wide) {
            String name = "rules-wide-" + shape[0] + "x" + shape[1];
            closure(results, name, PeopleData.wide(shape[0], shape[1]));
            names.add(name);
        }
        int[][] chains = {{10, 3}, {30, 3}, {30, 5}};
        for (int[] shape : chains) {
            String name = "rules-long-" + shape[0] + "x" + shape[1];
            closure(results, name, PeopleData.chains(shape[0], shape[1]));
            names.add(name);
        }
        results.mean("geomean rules", names);
    }

    private static void closure(Results results, String name, String graph) {
        Database ours = factum(graph);
        datomic.Database theirs = datomic((List<?>) Util.read(graph));
        Object ourQuery = Objects.requireNonNull(Edn.read(PeopleQueries.CLOSURE));
        Object ourRules = Objects.requireNonNull(Edn.read(PeopleQueries.FOLLOWS));
        Object theirQuery = Util.read(PeopleQueries.CLOSURE);
        Object theirRules = Util.read(PeopleQueries.FOLLOWS);
        compare(
                results,
                name,
                () -> ours.query(ourQuery, ourRules),
                () -> Peer.q(theirQuery, theirs, theirRules));
    }

    private static void pulls(Results results) {
        String tree = PeopleData.wide(4, 5);
        Database ours = factum(tree);
        datomic.Database theirs = datomic((List<?>) Util.read(tree));
        Map<String, String> patterns =
                new TreeMap<>(
                        Map.of(
                                "pull-one", "[:id {:follows ...}]",
                                "pull-nested",
                                        "[:id {:follows [:id {:follows [:id {:follows [:id]}]}]}]",
                                "pull-wildcard", "[* {:follows ...}]"));
        for (Map.Entry<String, String> each : patterns.entrySet()) {
            String name = each.getKey();
            Object ourPattern = Objects.requireNonNull(Edn.read(each.getValue()));
            Object theirPattern = Util.read(each.getValue());
            Object ourRef = Objects.requireNonNull(Edn.read("[:id 1]"));
            Object theirRef = Util.read("[:id 1]");
            compare(
                    results,
                    name,
                    () -> ours.pull(ourPattern, ourRef),
                    () -> theirs.pull(theirPattern, theirRef));
        }
        results.mean("geomean pull", List.of("pull-one", "pull-nested", "pull-wildcard"));
    }
}
