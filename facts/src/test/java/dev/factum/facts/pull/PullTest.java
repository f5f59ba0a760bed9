package dev.factum.facts.pull;

import static dev.factum.facts.database.Fixture.after;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.connection.StandardEngine;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.facts.database.ReadRange;
import dev.factum.facts.database.ReadSet;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Trees are compared as EDN, lists of many values as sets, and ids as names.
class PullTest {

    private static final String SCHEMA =
            """
            [{:db/ident :n :db/valueType :db.type/string :db/cardinality :db.cardinality/one
              :db/unique :db.unique/identity}
             {:db/ident :r :db/valueType :db.type/ref :db/cardinality :db.cardinality/many}
             {:db/ident :s :db/valueType :db.type/ref :db/cardinality :db.cardinality/many}
             {:db/ident :o :db/valueType :db.type/ref :db/cardinality :db.cardinality/one}
             {:db/ident :c :db/valueType :db.type/ref :db/cardinality :db.cardinality/many
              :db/isComponent true}
             {:db/ident :many :db/valueType :db.type/long :db/cardinality :db.cardinality/many}]
            """;

    private static final Database DATABASE =
            after(
                    StandardEngine.emptyDatabase(Functions.none()),
                    SCHEMA,
                    """
                    [{:db/id "a" :n "a" :r ["b"] :s ["b"]}
                     {:db/id "b" :n "b" :r ["c"] :s ["a"]}
                     {:db/id "c" :n "c" :r ["d"]}
                     {:db/id "d" :n "d" :r ["a" "e"]}
                     {:db/id "e" :n "e"}
                     {:db/id "x" :n "x" :r ["x"] :s ["x" "y"]}
                     {:db/id "y" :n "y" :r ["x"] :s ["x"]}
                     {:db/id "p" :n "p" :c ["q"]}
                     {:db/id "q" :n "q" :c ["p" "q"]}]
                    """);

    private static final Map<Object, String> NAMES = names();

    private static Map<Object, String> names() {
        Map<Object, String> names = new HashMap<>();
        for (String name : List.of("a", "b", "c", "d", "e", "x", "y", "p", "q")) {
            names.put(id(name), name);
        }
        return names;
    }

    private static long id(String name) {
        return DATABASE.entidOrThrow(List.of(Keyword.of("n"), name));
    }

    /// Pulls by id.
    private static @Nullable Object byId(String name, String pattern) {
        return readable(DATABASE.pull(pattern, id(name)));
    }

    /// Pulls by lookup ref.
    private static @Nullable Object byName(String name, String pattern) {
        return readable(DATABASE.pull(pattern, List.of(Keyword.of("n"), name)));
    }

    private static @Nullable Object readable(@Nullable Object tree) {
        return switch (tree) {
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> copy = new HashMap<>();
                map.forEach((key, value) -> copy.put(key, readable(value)));
                yield copy;
            }
            case List<?> values ->
                    values.stream().map(PullTest::readable).collect(Collectors.toSet());
            case null -> null;
            default -> NAMES.getOrDefault(tree, tree.toString());
        };
    }

    private static @Nullable Object edn(String tree) {
        return readable(Edn.read(tree));
    }

    @Test
    void recursionEndsWhereItCameFrom() {
        assertThat(byId("a", "[:n {:r ...}]"))
                .isEqualTo(edn("{:n a :r [{:n b :r [{:n c :r [{:n d :r [{:n a} {:n e}]}]}]}]}"));
        assertThat(byId("x", "[:n {:r ...}]")).isEqualTo(edn("{:n x :r [{:n x}]}"));
    }

    @Test
    void anEntityThatIsNamedIsMetOnceMore() {
        assertThat(byName("x", "[:n {:r ...}]")).isEqualTo(edn("{:n x :r [{:n x :r [{:n x}]}]}"));
    }

    @Test
    void idsAreShownWhereRecursionEndsIfThePatternHasThem() {
        assertThat(byId("x", "[:db/id {:r ...}]"))
                .isEqualTo(edn("{:db/id x :r [{:db/id x :r [{:db/id x}]}]}"));
        assertThat(byId("a", "[:n :db/id {:r 1}]"))
                .isEqualTo(edn("{:db/id a :n a :r [{:db/id b :n b :r [{:db/id c}]}]}"));
        assertThat(byId("a", "[:n {:r 1}]")).isEqualTo(edn("{:n a :r [{:n b}]}"));
    }

    @Test
    void severalRecursingAttributesKnowOfEachOther() {
        assertThat(byId("a", "[:n {:r ...} {:s ...}]"))
                .isEqualTo(
                        edn(
                                """
                                {:n a
                                 :r [{:n b :r [{:n c :r [{:n d :r [{:n a} {:n e}]}]}] :s [{:n a}]}]
                                 :s [{:n b :r [{:n c :r [{:n d :r [{:n a} {:n e}]}]}] :s [{:n a}]}]}
                                """));
        assertThat(byId("a", "[:n {:r 1} {:s 1}]"))
                .isEqualTo(edn("{:n a :r [{:n b :s [{:n a}]}] :s [{:n b :r [{:n c}]}]}"));
    }

    @Test
    void aPatternInsideARecursionKnowsTheWay() {
        assertThat(byId("x", "[:n {:r [:db/id {:r ...}]} {:s ...}]"))
                .isEqualTo(
                        edn(
                                """
                                {:n x
                                 :r [{:db/id x :r [{:db/id x :r [{:db/id x}]}]}]
                                 :s [{:n x :r [{:db/id x :r [{:db/id x}]}]}
                                     {:n y :r [{:db/id x :r [{:db/id x}]}]
                                      :s [{:n x :r [{:db/id x :r [{:db/id x}]}]}]}]}
                                """));
    }

    @Test
    void componentsInACircleAreShownOnce() {
        assertThat(byId("p", "[*]"))
                .isEqualTo(
                        edn(
                                """
                                {:db/id p :n p
                                 :c [{:db/id q :n q
                                      :c [{:db/id p :n p :c [{:db/id q}]} {:db/id q}]}]}
                                """));
    }

    @Test
    void aWildcardBesideARecursionWithADepth() {
        assertThat(byId("d", "[* {:r 1}]"))
                .isEqualTo(
                        edn(
                                """
                                {:db/id d :n d
                                 :r [{:db/id a :n a :s [{:db/id b}] :r [{:db/id b}]}
                                     {:db/id e :n e}]}
                                """));
    }

    @Test
    void besideAWildcardOnlyWhatItHasIsShownEmpty() {
        assertThat(byId("e", "[* {:_r [:many]}]")).isEqualTo(edn("{:db/id e :n e}"));
        assertThat(byId("d", "[* {:r [:many]}]")).isEqualTo(edn("{:db/id d :n d :r nil}"));
    }

    @Test
    void aComponentBelongsToTheFirstThatClaimsIt() {
        Database db = after(DATABASE, "[{:n \"q\" :many 1}]");
        assertThat(readable(db.pull("[:n {:_c [:many]}]", id("q")))).isEqualTo(edn("{:n q}"));
        assertThat(readable(db.pull("[{:_c [:n]}]", id("q")))).isEqualTo(edn("{:_c {:n p}}"));
    }

    @Test
    void factsThatNobodyAskedForAreSkipped() {
        String values =
                IntStream.range(0, 200)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(" "));
        Database db = after(DATABASE, "[{:n \"a\" :many [" + values + "] :o [:n \"e\"]}]");
        assertThat(readable(db.pull("[:n {:o [:n]}]", id("a")))).isEqualTo(edn("{:n a :o {:n e}}"));
        assertThat(db.pull("[:n (:many :limit 2) :o]", id("a")))
                .isEqualTo(
                        Map.of(
                                Keyword.of("n"),
                                "a",
                                Keyword.of("many"),
                                List.of(0L, 1L),
                                Keyword.of("o"),
                                Map.of(Keyword.of("db/id"), id("e"))));
        Map<?, ?> all = Objects.requireNonNull(db.pull("[(:many :limit nil) :n]", id("a")));
        assertThat((List<?>) all.get(Keyword.of("many"))).hasSize(200);
    }

    @Test
    void whoWritesDownWhatIsReadDependsOnTheNamedAttributesOnly() {
        var recorder = new ReadSet.Recorder();
        DATABASE.tracked(recorder).pull("[:n :o]", id("a"));
        Set<ReadRange> ofEntity = new LinkedHashSet<>(recorder.reads().ranges());
        ofEntity.removeIf(range -> !(range instanceof ReadRange.EntityAttribute));
        assertThat(ofEntity)
                .containsExactlyInAnyOrder(
                        new ReadRange.EntityAttribute(id("a"), attribute("n")),
                        new ReadRange.EntityAttribute(id("a"), attribute("o")));
    }

    private static long attribute(String name) {
        return DATABASE.attributeOrThrow(Keyword.of(name)).id();
    }

    @Test
    void aTreeIsAMap() {
        Map<?, ?> tree = Objects.requireNonNull(DATABASE.pull("[:n :o :many]", id("a")));
        assertThat(tree).isEqualTo(Map.of(Keyword.of("n"), "a"));
        assertThat(tree).hasSameHashCodeAs(Map.of(Keyword.of("n"), "a"));
        assertThat(tree.containsKey(Keyword.of("o"))).isFalse();
        assertThat(tree.get(Keyword.of("many"))).isNull();
    }

    @Test
    void aChainThatIsTooLongIsRefused() {
        String chain =
                IntStream.range(0, 1_000)
                        .mapToObj(link -> "[:db/add \"l%d\" :o \"l%d\"]".formatted(link, link + 1))
                        .collect(Collectors.joining(" "));
        Database db =
                after(
                        DATABASE,
                        "[{:db/id \"l0\" :n \"l0\"} {:db/id \"l1000\" :n \"end\"} " + chain + "]");
        assertThatThrownBy(() -> db.pull("[:db/id {:o ...}]", List.of(Keyword.of("n"), "l0")))
                .isInstanceOfSatisfying(
                        FactumError.class,
                        error -> assertThat(error.code()).isEqualTo(DbErrorCode.LIMIT_EXCEEDED));
    }
}
