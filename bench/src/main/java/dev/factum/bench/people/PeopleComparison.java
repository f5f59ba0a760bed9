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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Queries on people in memory, and rules and pulls on graphs, beside `com.datomic:peer` and, for
/// most queries, beside floors written by hand.
public final class PeopleComparison implements Comparison {

    private static final List<String> SELECTIONS = List.of("q1", "q2", "q2-switch", "q3", "q4");
    private static final List<String> WITH_PREDICATES =
            List.of("q1", "q2", "q2-switch", "q3", "q4", "qpred1", "qpred2");

    private final String name;
    private final int people;
    private final boolean alsoGraphs;

    private PeopleComparison(String name, int people, boolean alsoGraphs) {
        this.name = name;
        this.people = people;
        this.alsoGraphs = alsoGraphs;
    }

    /// Everything, on 20,000 people.
    public static PeopleComparison twentyThousand() {
        return new PeopleComparison("people", 20_000, true);
    }

    /// The queries only, on a million people.
    public static PeopleComparison oneMillion() {
        return new PeopleComparison("people-1m", 1_000_000, false);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return "queries%s on %,d people in memory, beside com.datomic:peer and floors"
                .formatted(alsoGraphs ? ", rules and pulls" : "", people);
    }

    @Override
    public void run(Results results) {
        results.note(
                "peer",
                "com.datomic:peer 1.0.7622, datomic:mem://; same data, same number of rows, no result cache;"
                        + " every value of every row is read, here, there and of the floors");
        results.note("floor", "loops over columns by hand, and the set of lists a query answers");
        queries(results);
        results.mean("geomean q1-q4", SELECTIONS);
        results.mean("geomean q1-q4, qpred", WITH_PREDICATES);
        if (alsoGraphs) {
            rules(results);
            pulls(results);
            goals(results);
        } else {
            results.atLeast("G9 q1-q4 / Datomic", 25, results.ratio("geomean q1-q4"));
            results.atMost("G9 q1-q4, the worst / floor", 5, worstOfFloor(results, SELECTIONS));
        }
    }

    private static void goals(Results results) {
        results.atLeast("G1 q1-q4, qpred / Datomic", 25, results.ratio("geomean q1-q4, qpred"));
        results.atMost("G2 the worst of them / floor", 6, worstOfFloor(results, WITH_PREDICATES));
        results.atMost(
                "G3 q2-switch / q2", 1.1, results.figure("q2-switch ms") / results.figure("q2 ms"));
        for (String query : List.of("qjoin", "q5", "qagg")) {
            results.atLeast("G4 " + query + " / Datomic", 20, results.ratio(query));
        }
        results.atMost("G5 q5-shortcircuit ms", 0.02, results.figure("q5-shortcircuit ms"));
        results.atLeast("G6 rules / Datomic", 30, results.ratio("geomean rules"));
        results.atLeast("G7 pull / Datomic", 10, results.ratio("geomean pull"));
    }

    /// How many times slower than its floor the slowest query is.
    private static double worstOfFloor(Results results, List<String> queries) {
        return queries.stream()
                .mapToDouble(query ->
                        results.figure(query + " ms") / results.figure(query + " floor ms"))
                .max()
                .orElse(Double.NaN);
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
        Turns.Pair pair = Turns.of(reading(ours), reading(theirs));
        report(results, name, pair.ours(), pair.theirs());
    }

    private static void compare(
            Results results, String name, Callable<?> ours, Callable<?> theirs, Callable<?> floor) {
        try {
            List<Integer> sizes =
                    List.of(size(ours.call()), size(theirs.call()), size(floor.call()));
            if (Set.copyOf(sizes).size() > 1) {
                throw new IllegalStateException(
                        name + ": results here, there and of the floor: " + sizes);
            }
        } catch (Exception e) {
            throw new IllegalStateException(name, e);
        }
        List<Double> millis = Turns.of(List.of(reading(ours), reading(theirs), reading(floor)));
        report(results, name, millis.get(0), millis.get(1));
        results.figure(name + " floor ms", millis.get(2));
        results.progress("%20s %.1f x its floor".formatted("", millis.get(0) / millis.get(2)));
    }

    /// Reads what is answered: rows that are made when somebody looks at them cost what they cost.
    private static Callable<?> reading(Callable<?> question) {
        return () -> hashes(question.call());
    }

    private static long hashes(@Nullable Object answer) {
        if (!(answer instanceof Collection<?> rows)) {
            return Objects.hashCode(answer);
        }
        long sum = 0;
        for (Object row : rows) {
            sum += Objects.hashCode(row);
        }
        return sum;
    }

    private static void report(Results results, String name, double ours, double theirs) {
        results.progress(
                "%-18s %9.4f ms, Datomic %9.4f ms: %.1f x"
                        .formatted(name, ours, theirs, theirs / ours));
        results.figure(name + " ms", ours);
        results.figure(name + " Datomic ms", theirs);
        results.ratio(name, theirs / ours);
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

    private void queries(Results results) {
        List<PeopleData.Person> persons = PeopleData.people(people);
        Database ours = ours(persons);
        datomic.Database theirs = theirs(persons);
        Map<String, Callable<?>> floors = new PeopleFloors(persons).queries();
        Map<String, PeopleQueries.Question> questions = PeopleQueries.queries();
        if (!alsoGraphs) {
            questions.remove("qjoin");
            results.note("qjoin", "left out: its 17 million rows are beyond the standard budget");
        }
        questions.forEach((query, question) -> {
            Object ourQuery = Objects.requireNonNull(Edn.read(question.query()));
            Object theirQuery = Util.read(question.query());
            Object[] ourInputs = question.inputs().toArray();
            Object[] theirInputs = new Object[ourInputs.length + 1];
            theirInputs[0] = theirs;
            System.arraycopy(ourInputs, 0, theirInputs, 1, ourInputs.length);
            Callable<?> us = () -> ours.query(ourQuery, ourInputs);
            Callable<?> them = () -> Peer.q(theirQuery, theirInputs);
            Callable<?> floor = floors.get(query);
            if (floor == null) {
                compare(results, query, us, them);
            } else {
                compare(results, query, us, them, floor);
            }
        });
    }

    private static Database ours(List<PeopleData.Person> persons) {
        Database db = factum();
        var forms = new PeopleForms(persons, Keyword::of);
        while (forms.hasNext()) {
            db = db.with(forms.next()).dbAfter();
        }
        return db;
    }

    private static datomic.Database theirs(List<PeopleData.Person> persons) {
        List<List<?>> batches = new ArrayList<>();
        new PeopleForms(persons, word -> Objects.requireNonNull(Util.read(":" + word)))
                .forEachRemaining(batches::add);
        return datomic(batches.toArray(List<?>[]::new));
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
