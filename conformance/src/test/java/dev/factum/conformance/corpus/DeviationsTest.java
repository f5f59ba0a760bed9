package dev.factum.conformance.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.connection.StandardEngine;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What `docs/deviations.md` says that Factum does, row by row.
class DeviationsTest {

    private static final Database DATABASE =
            after(
                    StandardEngine.emptyDatabase(Functions.none()),
                    """
                    [{:db/ident :id :db/valueType :db.type/string :db/cardinality :db.cardinality/one
                      :db/unique :db.unique/identity}
                     {:db/ident :to :db/valueType :db.type/ref :db/cardinality :db.cardinality/many}
                     {:db/ident :part :db/valueType :db.type/ref :db/cardinality :db.cardinality/many
                      :db/isComponent true}
                     {:db/ident :kind :db/valueType :db.type/ref :db/cardinality :db.cardinality/one}
                     {:db/ident :age :db/valueType :db.type/long :db/cardinality :db.cardinality/one
                      :db/index true}
                     {:db/ident :rank :db/valueType :db.type/long :db/cardinality :db.cardinality/many}
                     {:db/ident :open :db/valueType :db.type/boolean :db/cardinality :db.cardinality/one}
                     {:db/ident :ratio :db/valueType :db.type/double :db/cardinality :db.cardinality/one
                      :db/unique :db.unique/identity}
                     {:db/ident :price :db/valueType :db.type/bigdec :db/cardinality :db.cardinality/one
                      :db/index true}
                     {:db/ident :both :db/valueType :db.type/tuple :db/tupleAttrs [:age :kind]
                      :db/cardinality :db.cardinality/one :db/unique :db.unique/identity}
                     {:db/ident :red} {:db/ident :blue}]
                    """,
                    """
                    [{:db/id "a" :id "a" :to ["a" "b"] :age 1 :rank [1 10] :open true :kind :red
                      :price 1.50M :ratio -0.0}
                     {:db/id "b" :id "b" :to ["c"] :age 2 :open false :part ["b"]}
                     {:db/id "c" :id "c" :rank [3] :ratio 8.0}
                     [:db/add "c" :kind :blue]]
                    """);

    private static Database after(Database database, String... transactions) {
        Database last = database;
        for (String txData : transactions) {
            last = last.with((List<?>) Objects.requireNonNull(Edn.read(txData))).dbAfter();
        }
        return last;
    }

    private static @Nullable Object ask(String query, @Nullable Object... inputs) {
        return DATABASE.query(query, inputs);
    }

    private static Set<List<String>> rows(String... names) {
        var rows = new java.util.HashSet<List<String>>();
        Arrays.stream(names).map(List::of).forEach(rows::add);
        return rows;
    }

    private static String refusal(ThrowableAssert.ThrowingCallable asked) {
        FactumError refusal = Assertions.catchThrowableOfType(FactumError.class, asked);
        return Assertions.assertThat(refusal).isNotNull().actual().code().code();
    }

    @Test
    void nanIsFoundAgainAndNothingElseIs() {
        Database db = after(DATABASE);
        Object given = Map.of(Keyword.of("id"), "n", Keyword.of("ratio"), Double.NaN);
        db = db.with(List.of(given)).dbAfter();
        assertThat(
                        db.query(
                                "[:find [?i ...] :in $ ?r :where [?e :ratio ?r] [?e :id ?i]]",
                                Double.NaN))
                .isEqualTo(List.of("n"));
        assertThat(db.query("[:find [?i ...] :in $ ?r :where [?e :ratio ?r] [?e :id ?i]]", 8.0))
                .isEqualTo(List.of("c"));
    }

    @Test
    void minusZeroIsZero() {
        assertThat(ask("[:find ?i :where [?e :ratio 0.0] [?e :id ?i]]")).isEqualTo(rows("a"));
        assertThat(DATABASE.entid(Edn.read("[:ratio 0.0]"))).isPresent();
    }

    @Test
    void decimalsAreEqualByNumber() {
        assertThat(ask("[:find ?i :where [?e :price 1.5M] [?e :id ?i]]")).isEqualTo(rows("a"));
    }

    @Test
    void ofTwoMomentsTheEarlierHolds() {
        long now = DATABASE.basisT();
        assertThat(DATABASE.asOf(now - 1).asOf(now).entid(Edn.read("[:id \"a\"]"))).isEmpty();
    }

    @Test
    void aCircleOfComponentsIsShownOnce() {
        Map<?, ?> tree =
                Objects.requireNonNull(
                        DATABASE.pull("[*]", Objects.requireNonNull(Edn.read("[:id \"b\"]"))));
        assertThat(tree.get(Keyword.of("id"))).isEqualTo("b");
        Database db = after(DATABASE, "[{:db/id \"x\" :id \"x\" :part {:db/id \"x\" :age 3}}]");
        assertThat(db.query("[:find ?x . :where [?x :part ?x] [?x :age 3]]")).isNotNull();
    }

    @Test
    void aCompositeIdentityIsFoundByItsParts() {
        Database db = after(DATABASE, "[{:age 1 :kind :red :rank 77}]");
        assertThat(db.query("[:find ?i :where [?e :rank 77] [?e :id ?i]]")).isEqualTo(rows("a"));
        assertThat(refusal(() -> after(DATABASE, "[{:db/id \"x\" :both [5 nil]}]"))).isNotEmpty();
    }

    @Test
    void whatMeansNothingIsRefused() {
        assertThat(refusal(() -> ask("[:find ?i :where [_ :id ?i]]", 1L)))
                .isEqualTo(":db.error/too-many-inputs");
        assertThat(refusal(() -> after(DATABASE, "[[:db/add]]")))
                .isEqualTo(":db.error/invalid-tx-data");
        assertThat(refusal(() -> after(DATABASE, "[[:db/add \"x\" :age 1 2]]")))
                .isEqualTo(":db.error/invalid-tx-data");
        assertThat(refusal(() -> DATABASE.pull("{:id 1}", 1L))).isEqualTo(":db.error/invalid-pull");
        assertThat(refusal(() -> ask("[:find ?e :where [?e :id] (not-join [?e :age])]")))
                .isEqualTo(":db.error/invalid-query");
        assertThat(refusal(() -> ask("[:find ?e :where [?e :red]]")))
                .isEqualTo(":db.error/not-an-attribute");
        assertThat(refusal(() -> ask("[:find ?e :where [?e :id] [(missing? $ ?e :nothing)]]")))
                .isEqualTo(":db.error/not-an-entity");
        assertThat(refusal(() -> ask("[:find ?x :where [?e :id ?i] [(slurp ?i) ?x]]")))
                .isEqualTo(":db.error/not-allowed-fn");
        assertThat(
                        refusal(() ->
                                ask(
                                        "[:find ?i :in $ ?e :where [?e :to ?f] [?f :id ?i]]",
                                        Edn.read("[:id \"z\"]"))))
                .isEqualTo(":db.error/not-an-entity");
    }

    @Test
    void whatWasKnownAtAnInstantIsAllThatWasSaidByThen() {
        Instant instant = Instant.parse("2001-01-01T00:00:00Z");
        String stated = "[:db/add \"datomic.tx\" :db/txInstant #inst \"2001-01-01T00:00:00Z\"]";
        Database db =
                after(
                        StandardEngine.emptyDatabase(Functions.none()),
                        "[{:db/ident :red} %s]".formatted(stated),
                        "[{:db/ident :blue} %s]".formatted(stated));
        assertThat(db.asOf(instant).entid(Keyword.of("blue"))).isPresent();
        assertThat(db.since(instant).query("[:find ?i :where [_ :db/ident ?i]]"))
                .isEqualTo(Set.of());
    }

    @Test
    void bytesAreEqualByContent() {
        Database db =
                after(
                        DATABASE,
                        "[{:db/ident :raw :db/valueType :db.type/bytes :db/cardinality :db.cardinality/one}]",
                        "[[:db/add [:id \"a\"] :raw #bytes \"01\"] {:db/id [:id \"a\"] :raw #bytes \"01\"}]",
                        "[[:db/cas [:id \"a\"] :raw #bytes \"01\" #bytes \"02\"]]");
        assertThat(db.query("[:find ?i . :where [?e :raw #bytes \"02\"] [?e :id ?i]]"))
                .isEqualTo("a");
    }

    @Test
    void rulesWaitForWhatTheyNeedAndMayCallThemselves() {
        assertThat(
                        ask(
                                "[:find ?i :in $ % :where (r ?x ?y) [?x :id ?i]]",
                                Edn.read("[[(r ?x ?y) (r ?x ?y)] [(r ?x ?y) [?x :part ?y]]]")))
                .isEqualTo(rows("b"));
        assertThat(
                        ask(
                                "[:find ?i :in $ % :where (or (r ?x ?i) (r ?x ?i)) [?x :age 2]]",
                                Edn.read("[[(r [?x] ?i) [?x :id ?i]]]")))
                .isEqualTo(rows("b"));
    }

    @Test
    void anyValueMayBeAConstantOfACall() {
        assertThat(
                        ask(
                                "[:find ?i :where [?e :id ?i] [(get-else $ ?e :age sym) ?a]"
                                        + " [(!= ?a #uri \"urn:x\")]]"))
                .isEqualTo(rows("a", "b", "c"));
    }

    @Test
    void valuesOfDifferentKindsHaveNoOrder() {
        String query =
                "[:find ?x . :in $ ?t :where [(untuple ?t) [?x]] (or [(< ?x 2)] [(> ?x 2)])]";
        assertThat(ask(query, Arrays.asList(null, 1L))).isNull();
        assertThat(ask(query, List.of(new java.util.UUID(1, 1), 1L))).isNull();
        assertThat(ask(query, List.of(1L, 1L))).isEqualTo(1L);
    }

    @Test
    void aPullGoesOnlySoDeep() {
        assertThat(
                        chain(390)
                                .pull(
                                        "[:id {:to ...}]",
                                        Objects.requireNonNull(Edn.read("[:id \"0\"]"))))
                .isNotEmpty();
        assertThat(
                        refusal(() ->
                                chain(410)
                                        .pull(
                                                "[:id {:to ...}]",
                                                Objects.requireNonNull(Edn.read("[:id \"0\"]")))))
                .isEqualTo(":db.error/limit-exceeded");
    }

    private static Database chain(int length) {
        String links =
                IntStream.range(0, length)
                        .mapToObj(at ->
                                "{:db/id \"%d\" :id \"%d\" :to \"%d\"}".formatted(at, at, at + 1))
                        .collect(Collectors.joining());
        return after(DATABASE, "[%s {:db/id \"%d\" :id \"z\"}]".formatted(links, length));
    }

    @Test
    void aCasComparesWhatNamesStandFor() {
        assertThat(
                        after(DATABASE, "[[:db/cas [:id \"a\"] :kind :red :blue]]")
                                .query("[:find ?i :where [?e :kind :blue] [?e :id ?i]]"))
                .isEqualTo(rows("a", "c"));
    }

    @Test
    void everyConditionHolds() {
        assertThat(ask("[:find ?i :where [_ :id ?i] [(< 2 1)]]")).isEqualTo(Set.of());
        assertThat(ask("[:find ?v :where [?e :rank 99] [?g :age ?v]]")).isEqualTo(Set.of());
        assertThat(
                        ask(
                                "[:find ?v :in $ % :where [?g :age ?v] (ranked ?e)]",
                                Edn.read("[[(ranked ?e) [?e :rank 99]]]")))
                .isEqualTo(Set.of());
        assertThat(ask("[:find ?n :where [?e :rank _] [?e :rank ?n] [(= ?n 10)]]"))
                .isEqualTo(Set.of(List.of(10L)));
    }

    @Test
    void aVariableTwiceIsOneValue() {
        assertThat(ask("[:find ?i :where [?e :to ?e] [?e :id ?i]]")).isEqualTo(rows("a"));
        assertThat(ask("[:find ?i :where [?e :to ?e] [?e :id ?i] [?e :open false]]"))
                .isEqualTo(Set.of());
        assertThat(ask("[:find ?i :where [?e :id ?i] (or [?e :to ?e] [?e :age 99])]"))
                .isEqualTo(rows("a"));
        assertThat(
                        ask(
                                "[:find ?i :in $ % :where [?e :id ?i] (self ?e)]",
                                Edn.read("[[(self ?x) [?x :to ?x]]]")))
                .isEqualTo(rows("a"));
        assertThat(
                        ask(
                                "[:find ?e :in $ % :where [?e :id] (older ?e ?e)]",
                                Edn.read(
                                        "[[(older [?x ?y]) [?x :age ?a] [?y :age ?b] [(> ?a ?b)]]]")))
                .isEqualTo(Set.of());
        assertThat(ask("[:find ?i ?i :where [_ :id ?i] [(= ?i \"a\")]]"))
                .isEqualTo(Set.of(List.of("a", "a")));
    }

    @Test
    void placesMeanTheSame() {
        assertThat(ask("[:find ?i :where [?e _ \"b\"] [?e :id ?i]]")).isEqualTo(rows("b"));
        assertThat(ask("[:find ?a . :where [[:id \"b\"] :age ?a]]")).isEqualTo(2L);
        assertThat(ask("[:find [?i ?a] :keys i a :where [?e :id ?i] [?e :age ?a] [(= ?a 2)]]"))
                .isEqualTo(Map.of(Keyword.of("i"), "b", Keyword.of("a"), 2L));
    }

    @Test
    void aSourceHoldsForAllThatIsInside() {
        var pairs = new ArrayList<List<Object>>(List.of(List.of(1L, 2L), List.of(2L, 3L)));
        assertThat(ask("[:find ?x ?y :in $ $g :where (or [$g ?x ?y] [$g ?x ?y])]", pairs))
                .isEqualTo(Set.copyOf(pairs));
    }

    @Test
    void whatTakesNothingBackAltersNothing() {
        assertThat(
                        DATABASE.with(
                                        (List<?>)
                                                Objects.requireNonNull(
                                                        Edn.read(
                                                                "[[:db/retract :age :db/unique :db.unique/value]]")))
                                .datoms())
                .hasSize(1);
    }
}
