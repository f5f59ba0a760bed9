package dev.factum.facts.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.factum.facts.database.Cancellation;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Fixture;
import dev.factum.facts.database.Functions;
import dev.factum.facts.database.Invariant;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a transaction is refused for: the code, and that the caller's form comes back with it.
class TransactionErrorsTest {

    private static final Functions FUNCTIONS =
            Functions.none()
                    .withTransaction(
                            "my/refuse",
                            (_, _) -> {
                                throw Cancellation.conflict("sold out");
                            })
                    .withTransaction(
                            "my/break",
                            (_, _) -> {
                                throw new IllegalStateException("oops");
                            })
                    .withTransaction(
                            "my/forever",
                            (_, arguments) ->
                                    List.of(
                                            List.of(
                                                    dev.factum.facts.value.Symbol.of(
                                                            "my/forever"))))
                    .withAttributePredicate("my/short?", value -> ((String) value).length() < 5)
                    .withEntityPredicate("my/never?", (_, _) -> false)
                    .withInvariant(
                            new Invariant(
                                    "adults only",
                                    Set.of(Keyword.of("p/age")),
                                    (after, touched) ->
                                            touched.stream()
                                                            .map(id ->
                                                                    after.entity(id)
                                                                            .orElseThrow()
                                                                            .get("p/age"))
                                                            .anyMatch(age ->
                                                                    age instanceof Long years
                                                                            && years < 18)
                                                    ? Optional.of("a child")
                                                    : Optional.empty()));

    private static Database database() {
        return Fixture.after(
                Fixture.people(FUNCTIONS),
                """
                [{:p/name "Ann" :p/email "ann@x" :p/age 31 :p/nick ["a" "b"]}
                 {:p/name "Bob" :p/email "bob@x"}]
                """,
                """
                [{:db/ident :p/code :db/valueType :db.type/string :db/cardinality :db.cardinality/one
                  :db.attr/preds my/short?}
                 {:db/ident :t/a :db/valueType :db.type/string :db/cardinality :db.cardinality/one}
                 {:db/ident :t/b :db/valueType :db.type/long :db/cardinality :db.cardinality/one}
                 {:db/ident :spec/named :db.entity/attrs [:p/name :p/age]}
                 {:db/ident :spec/never :db.entity/preds my/never?}]
                """,
                """
                [{:db/ident :t/ab :db/valueType :db.type/tuple :db/tupleAttrs [:t/a :t/b]
                  :db/cardinality :db.cardinality/one :db/unique :db.unique/identity}]
                """,
                "[{:p/name \"Asked\" :db/excise [:p/name \"Bob\"]}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    [42]                                                        | :db.error/not-transaction-data
                    [nil]                                                       | :db.error/not-transaction-data
                    [[]]                                                        | :db.error/invalid-tx-data
                    [[:db/add "x" :p/name]]                                     | :db.error/invalid-tx-data
                    [[:db/add "x" :p/name "a" "b"]]                             | :db.error/invalid-tx-data
                    [[:db/retract [:p/name "Ann"]]]                             | :db.error/invalid-tx-data
                    [[:db/add nil :p/name "x"]]                                 | :db.error/not-an-entity
                    [[:db/add [:p/name "Ann"] nil "x"]]                         | :db.error/not-an-entity
                    [[:db/add [:p/name "Ann"] 1.5 "x"]]                         | :db.error/not-an-entity
                    [{:db/id 1.5 :p/name "x"}]                                  | :db.error/not-an-entity
                    [[:no/function 1]]                                          | :db.error/not-a-data-function
                    [[no/function 1]]                                           | :db.error/not-a-data-function
                    [[my/refuse]]                                               | :db.error/cancelled
                    [[my/break]]                                                | :db.error/tx-fn-failed
                    [[my/forever]]                                              | :db.error/limit-exceeded
                    [[:db/add "x" :p/shoe 4]]                                   | :db.error/not-an-entity
                    [[:db/add "x" :team/red 4]]                                 | :db.error/not-an-attribute
                    [[:db/add [:p/name "Zoe"] :p/age 40]]                       | :db.error/not-an-entity
                    [[:db/add [:p/age 31] :p/age 40]]                           | :db.error/lookup-ref-attr-not-unique
                    [[:db/add [:p/name] :p/age 40]]                             | :db.error/invalid-lookup-ref
                    [[:db/add 99999999 :p/age 40]]                              | :db.error/invalid-entity-id
                    [[:db/add 1.5 :p/age 40]]                                   | :db.error/not-an-entity
                    [{"p/name" "x"}]                                            | :db.error/not-a-keyword
                    [{":p/" "x"}]                                               | :db.error/not-a-keyword
                    [[":" "x"]]                                                 | :db.error/not-a-keyword
                    [[:db/add ":p/" :p/age 1]]                                  | :db.error/not-a-keyword
                    [{:p/name "x" ":p/name" "y"}]                               | :db.error/map-key-collision
                    [{:p/name nil}]                                             | :db.error/nil-value
                    [{:p/name "x" :p/nick [nil]}]                               | :db.error/nil-value
                    [{:p/name 7}]                                               | :db.error/wrong-type-for-attribute
                    [{:p/name ["x"]}]                                           | :db.error/wrong-type-for-attribute
                    [{:p/name "x" :p/age 1.0}]                                  | :db.error/wrong-type-for-attribute
                    [{:p/name "x" :p/kind "k"}]                                 | :db.error/not-a-keyword
                    [{:p/name "x" :p/friend 1.5}]                               | :db.error/not-an-entity
                    [{:p/name "x" :p/point [1]}]                                | :db.error/invalid-tuple-value
                    [{:p/name "x" :p/point [1 "2"]}]                            | :db.error/invalid-tuple-value
                    [{:p/name "x" :p/friend {:p/age 40}}]                       | :db.error/invalid-nested-entity
                    [{:p/name "x" :p/friend "y"}]                               | :db.error/tempid-not-an-entity
                    [{:p/name "Ann" :p/email "bob@x"}]                          | :db.error/unique-conflict
                    [{:p/name "x" :p/email "e"} {:p/name "y" :p/email "e"}]     | :db.error/datoms-conflict
                    [[:db/add "x" :p/name "Ann"] [:db/add "x" :p/name "Bob"]]   | :db.error/datoms-conflict
                    [[:db/add [:p/name "Ann"] :p/age 32] [:db/add [:p/name "Ann"] :p/age 33]] | :db.error/datoms-conflict
                    [[:db/add [:p/name "Ann"] :p/nick "a"] [:db/retract [:p/name "Ann"] :p/nick "a"]] | :db.error/datoms-conflict
                    [[:db/cas [:p/name "Ann"] :p/age 30 40]]                    | :db.error/cas-failed
                    [[:db/cas [:p/name "Ann"] :p/age 31 nil]]                   | :db.error/invalid-cas
                    [[:db/cas [:p/name "Ann"] :p/age 31]]                       | :db.error/invalid-cas
                    [[:db/cas [:p/name "Ann"] :p/nick "a" "c"]]                 | :db.error/invalid-cas-many
                    [[:db/cas "x" :p/age nil 40]]                               | :db.error/not-a-keyword
                    [[:db/retractEntity "x"]]                                   | :db.error/not-a-keyword
                    [[:db/retractEntity]]                                       | :db.error/invalid-tx-data
                    [[:db/add "datomic.tx" :db/txInstant #inst "2025"]]         | :db.error/past-tx-instant
                    [[:db/add "datomic.tx" :db/txInstant #inst "2099"]]         | :db.error/future-tx-instant
                    [[:db/add 13194139533313 :db/txInstant #inst "2026"]]       | :db.error/reset-tx-instant
                    [{:p/code "too long"}]                                      | :db.error/attr-pred
                    [{:p/name "x" :db/ensure :spec/named}]                      | :db.error/entity-attr
                    [{:p/name "x" :db/ensure :spec/never}]                      | :db.error/entity-pred
                    [{:p/name "x" :db/ensure :spec/none}]                       | :db.error/not-an-entity
                    [{:p/name "x" :p/age 7}]                                    | :db.error/invariant
                    [{:db/match-partition {"a" "b"}} {:db/match-partition {"b" "a"}} {:db/id "a" :p/name "x"}] | :db.error/cycle-in-affinity
                    [{:db/ident :q/a :db/valueType :db.type/long}]              | :db.error/invalid-install-attribute
                    [{:db/ident :q/a :db/valueType :db.type/long :db/cardinality :db.type/long}] | :db.error/not-a-cardinality
                    [{:db/ident :q/a :db/valueType :db.cardinality/one :db/cardinality :db.cardinality/one}] | :db.error/not-a-value-type
                    [{:db/valueType :db.type/long :db/cardinality :db.cardinality/one}] | :db.error/attribute-ident-missing
                    [{:db/id :team/red :db/valueType :db.type/long :db/cardinality :db.cardinality/one}] | :db.error/not-in-system-partition
                    [{:db/ident :q/a :db/valueType :db.type/string :db/cardinality :db.cardinality/one :db/isComponent true}] | :db.error/invalid-install-attribute
                    [{:db/id :team/red :db/noHistory true}]                     | :db.error/not-in-system-partition
                    [{:db/id :team/red :db/index false}]                        | :db.error/not-in-system-partition
                    [{:db/id :team/red :db.attr/preds my/short?}]               | :db.error/not-in-system-partition
                    [[:db/add "datomic.tx" :db/noHistory true]]                 | :db.error/not-in-system-partition
                    [{:db/id [:p/name "Ann"] :db/noHistory true}]               | :db.error/not-in-system-partition
                    [{:p/name "x" :db/noHistory true}]                          | :db.error/attribute-ident-missing
                    [{:db/ident :q/a :db/noHistory true}]                       | :db.error/invalid-install-attribute
                    [{:db/ident :q/a :db/unique :db.unique/value}]              | :db.error/invalid-install-attribute
                    [{:db/ident :q/a :db/tupleType :db.type/long}]              | :db.error/invalid-install-attribute
                    [[:db/add :db.part/user :db/noHistory true]]                | :db.error/invalid-install-attribute
                    [{:db/id :p/age :db/valueType :db.type/string}]             | :db.error/invalid-alter-attribute
                    [{:db/excise :p/age :db.excise/attrs [:p/name]}]            | :db.error/invalid-excision
                    [{:db/excise :db/doc}]                                      | :db.error/invalid-excision
                    [{:db/excise :spec/named}]                                  | :db.error/invalid-excision
                    [{:db/excise :db.type/long}]                                | :db.error/invalid-excision
                    [{:db/id "x" :db/excise "x"}]                               | :db.error/invalid-excision
                    [{:db/id [:p/name "Ann"] :db.excise/beforeT 3}]             | :db.error/invalid-excision
                    [{:db/excise [:p/name "Ann"] :db.excise/attrs [:db/txInstant]}] | :db.error/invalid-excision
                    [{:db/excise [:p/name "Ann"] :db.excise/attrs [:spec/named]}] | :db.error/invalid-excision
                    [{:db/id [:p/name "Asked"] :db.excise/beforeT 3}]           | :db.error/invalid-excision
                    [[:db/retractEntity [:p/name "Asked"]]]                     | :db.error/invalid-excision
                    [{:db/excise [:p/name "Asked"]}]                            | :db.error/invalid-excision
                    [{:db/id :p/nick :db/cardinality :db.cardinality/one}]      | :db.error/invalid-alter-attribute
                    [{:db/id :p/nick :db/unique :db.unique/value}]              | :db.error/invalid-alter-attribute
                    [[:db/retractEntity :p/age]]                                | :db.error/invalid-alter-attribute
                    [{:db/id :db/ident :db/cardinality :db.cardinality/many}]   | :db.error/datom-cannot-be-altered
                    [[:db/retractEntity 0]]                                     | :db.error/datom-cannot-be-altered
                    [[:db/retract 0 :db.install/attribute :p/age]]              | :db.error/datom-cannot-be-altered
                    [[:db/add 0 :db/ident :p/other]]                            | :db.error/datom-cannot-be-altered
                    [{:db/id :t/a :db/cardinality :db.cardinality/many}]        | :db.error/invalid-alter-attribute
                    [{:db/id :t/ab :db/cardinality :db.cardinality/many}]       | :db.error/invalid-alter-attribute
                    [{:db/id "f" :db/ident :my/fn :db/fn {:lang "java"}}]       | none
                    """)
    void refuses(String txData, String code) {
        Database before = database();
        FactumError error =
                catchThrowableOfType(FactumError.class, () -> Fixture.transact(before, txData));
        assertThat(error == null ? "none" : error.code().code()).isEqualTo(code);
    }

    @Test
    void bytesCannotBecomeUnique() {
        Database before =
                Fixture.after(
                        database(),
                        "[{:db/ident :q/raw :db/valueType :db.type/bytes :db/cardinality :db.cardinality/one}]");
        FactumError error =
                catchThrowableOfType(
                        FactumError.class,
                        () ->
                                Fixture.transact(
                                        before, "[{:db/id :q/raw :db/unique :db.unique/value}]"));
        assertThat(error.code().code()).isEqualTo(":db.error/invalid-alter-attribute");
        assertThat(error.data().toString()).contains("unique-not-allowed");
    }

    @Test
    void runsNoCodeThatIsStoredAsDataUnlessItIsAllowed() {
        Database stored =
                Fixture.after(
                        database(),
                        "[{:db/ident :my/fn :db/fn {:lang \"java\" :params [\"db\"] :code \"return null;\"}}]");
        FactumError error =
                catchThrowableOfType(
                        FactumError.class, () -> Fixture.transact(stored, "[[:my/fn]]"));
        assertThat(error.code().code()).isEqualTo(":db.error/code-not-allowed");
    }

    @Test
    void showsTheFormAndTheWayToIt() {
        FactumError error =
                catchThrowableOfType(
                        FactumError.class,
                        () ->
                                Fixture.transact(
                                        database(),
                                        "[{:p/name \"x\"} {:p/name \"y\" :p/age \"old\"}]"));
        assertThat(error.data())
                .containsEntry("attribute", Keyword.of("p/age"))
                .containsEntry("value", "old")
                .containsEntry("path", List.of(1, Keyword.of("p/age")));
        assertThat(error.getMessage()).contains(":p/age").doesNotContain("\n");
    }
}
