package dev.factum.bench.people;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The queries, by the names that DataScript's and Datalevin's benchmarks use; qjoin and qagg are
/// ours.
final class PeopleQueries {

    /// A query and its inputs after the database.
    record Question(String query, List<Object> inputs) {}

    static final String FOLLOWS =
            "[[(follows ?x ?y) [?x :follows ?y]] [(follows ?x ?y) [?x :follows ?t] (follows ?t ?y)]]";

    static final String CLOSURE = "[:find ?x ?y :in $ % :where (follows ?x ?y)]";

    private PeopleQueries() {}

    static Map<String, Question> queries() {
        Map<String, Question> queries = new LinkedHashMap<>();
        put(queries, "q1", "[:find ?e :where [?e :name \"Ivan\"]]");
        put(queries, "q2", "[:find ?e ?a :where [?e :name \"Ivan\"] [?e :age ?a]]");
        put(queries, "q2-switch", "[:find ?e ?a :where [?e :age ?a] [?e :name \"Ivan\"]]");
        put(queries, "q3", "[:find ?e ?a :where [?e :name \"Ivan\"] [?e :age ?a] [?e :sex :male]]");
        put(
                queries,
                "q4",
                "[:find ?e ?l ?a :where [?e :name \"Ivan\"] [?e :last-name ?l] [?e :age ?a] [?e :sex :male]]");
        put(queries, "qpred1", "[:find ?e ?s :where [?e :salary ?s] [(> ?s 50000)]]");
        put(
                queries,
                "qpred2",
                "[:find ?e ?s :in $ ?min :where [?e :salary ?s] [(> ?s ?min)]]",
                50_000L);
        put(
                queries,
                "q5",
                "[:find ?e ?l ?a :in $ ?n ?a :where [?e :name ?n] [?e :age ?a] [?e :last-name ?l]]",
                "Ivan",
                35L);
        put(
                queries,
                "q5-shortcircuit",
                "[:find ?e ?l ?a :in $ ?n ?a :where [?e :name ?n] [?e :age ?a] [?e :last-name ?l]]",
                "Anastasia",
                35L);
        put(
                queries,
                "qjoin",
                "[:find ?e1 ?e2 :where [?e1 :age 35] [?e1 :last-name ?l] [?e2 :last-name ?l] [?e2 :age 36]]");
        put(queries, "qagg", "[:find ?n (avg ?s) (count ?e) :where [?e :name ?n] [?e :salary ?s]]");
        return queries;
    }

    private static void put(
            Map<String, Question> queries, String name, String query, Object... inputs) {
        queries.put(name, new Question(query, List.of(inputs)));
    }
}
