package dev.factum.facts.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Fixture;
import dev.factum.facts.database.State;
import dev.factum.facts.database.TxReport;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.value.Keyword;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a transaction does, beyond what the conformance corpus asks.
class TransactionTest {

    private static List<Datom> facts(TxReport report) {
        return report.datoms().stream().filter(datom -> datom.a() != Builtin.TX_INSTANT).toList();
    }

    @Test
    void countsTransactionsWithoutGaps() {
        Database database = Fixture.people();
        for (long t = 2; t < 10; t++) {
            TxReport report = Fixture.transact(database, "[]");
            assertThat(report.t()).isEqualTo(t);
            assertThat(report.datoms())
                    .allMatch(datom -> datom.tx() == EntityId.ofTransaction(report.t()));
            database = report.dbAfter();
        }
    }

    @Test
    void reportsEachDatomOnceEvenIfAValueIsRetractedAndReplaced() {
        Database database = Fixture.after(Fixture.people(), "[{:p/name \"Ann\" :p/age 31}]");
        TxReport report =
                Fixture.transact(
                        database,
                        "[[:db/retract [:p/name \"Ann\"] :p/age 31] [:db/add [:p/name \"Ann\"] :p/age 32]]");
        assertThat(facts(report)).extracting(Datom::v).containsExactly(31L, 32L);
        assertThat(facts(report)).extracting(Datom::added).containsExactly(false, true);
    }

    @Test
    void findsAnEntityByItsCompositeKeyFromThePartsAlone() {
        Database database =
                Fixture.after(
                        Fixture.people(),
                        """
                        [{:db/ident :r/course :db/valueType :db.type/string :db/cardinality :db.cardinality/one}
                         {:db/ident :r/year :db/valueType :db.type/long :db/cardinality :db.cardinality/one}
                         {:db/ident :r/seats :db/valueType :db.type/long :db/cardinality :db.cardinality/one}]
                        """,
                        """
                        [{:db/ident :r/key :db/valueType :db.type/tuple :db/cardinality :db.cardinality/one
                          :db/tupleAttrs [:r/course :r/year] :db/unique :db.unique/identity}]
                        """,
                        "[{:r/course \"art\" :r/year 2026 :r/seats 5}]");
        Database after = Fixture.after(database, "[{:r/course \"art\" :r/year 2026 :r/seats 6}]");
        assertThat(after.pull("[:r/seats]", List.of(Keyword.of("r/key"), List.of("art", 2026L))))
                .isEqualTo(java.util.Map.of(Keyword.of("r/seats"), 6L));
    }

    @Test
    void treatsDecimalsOfEqualNumberAsTheSameFact() {
        Database database = Fixture.after(Fixture.people(), "[{:p/name \"Ann\" :p/weight 1.50M}]");
        assertThat(facts(Fixture.transact(database, "[{:p/name \"Ann\" :p/weight 1.5M}]")))
                .isEmpty();
    }

    @Test
    void putsAnIdempotencyKeyOnTheTransaction() {
        Database database = Fixture.people();
        TxReport report =
                Transaction.apply(
                        database,
                        List.of(),
                        TxOptions.at(Instant.parse("2026-02-01T00:00:00Z"), "order-7"));
        assertThat(Transaction.claimedAt(report.dbAfter().state(), "order-7")).hasValue(report.t());
        assertThat(Transaction.claimedAt(report.dbBefore().state(), "order-7")).isEmpty();
    }

    @Test
    void comesToTheSameStateWhenItsLogIsReplayed() {
        List<TxReport> reports = new ArrayList<>();
        Database database =
                dev.factum.facts.connection.StandardEngine.emptyDatabase(
                        dev.factum.facts.database.Functions.none());
        for (String txData :
                List.of(
                        Fixture.SCHEMA,
                        "[{:p/name \"Ann\" :p/age 31 :p/address {:a/street \"Elm\"} :p/friend {:p/name \"Bob\"}}]",
                        "[{:p/name \"Ann\" :p/age 32} {:db/id :p/nick :db/index true}]",
                        "[{:p/name \"Bob\" :p/nick [\"b\" \"bo\"]} {:db/id :p/age :db/ident :p/years}]",
                        "[[:db/retractEntity [:p/name \"Ann\"]]]")) {
            TxReport report = Fixture.transact(database, txData);
            reports.add(report);
            database = report.dbAfter();
        }
        State replayed = Transaction.genesis();
        for (TxReport report : reports) {
            replayed = Transaction.replay(replayed, report.t(), report.datoms());
        }
        State written = database.state();
        for (IndexOrder order : IndexOrder.values()) {
            assertThat(all(replayed, order)).as("%s", order).isEqualTo(all(written, order));
        }
        assertThat(replayed.nextEntity()).isEqualTo(written.nextEntity());
        assertThat(replayed.nextSystemEntity()).isEqualTo(written.nextSystemEntity());
        assertThat(replayed.lastInstant()).isEqualTo(written.lastInstant());
        assertThat(replayed.schema().attributes())
                .containsExactlyInAnyOrderElementsOf(written.schema().attributes());
    }

    private static List<Datom> all(State state, IndexOrder order) {
        List<Datom> datoms = new ArrayList<>();
        Stream.of(state.indexes().present(order), state.indexes().past(order))
                .forEach(tree -> tree.scan(Prefix.all()).forEachRemaining(datoms::add));
        return datoms;
    }

    @Test
    void aCompositeTupleMayComeWithItsParts() {
        Database db =
                Fixture.after(
                        Fixture.people(),
                        """
                        [{:db/ident :c/a :db/valueType :db.type/long
                          :db/cardinality :db.cardinality/one}
                         {:db/ident :c/b :db/valueType :db.type/ref
                          :db/cardinality :db.cardinality/one}
                         {:db/ident :c/ab :db/valueType :db.type/tuple :db/tupleAttrs [:c/a :c/b]
                          :db/cardinality :db.cardinality/one :db/unique :db.unique/identity}]
                        """,
                        "[{:c/a 1 :c/b :team/red}]");
        Object red = db.entidOrThrow(Keyword.of("team/red"));
        assertThat(db.entid(List.of(Keyword.of("c/ab"), List.of(1L, red)))).isPresent();
    }

    @Test
    void theTransactionIsReportedIfSomethingIsSaidAboutIt() {
        Database db = Fixture.people();
        assertThat(Fixture.transact(db, "[[:db/add \"datomic.tx\" :db/doc \"d\"]]").tempids())
                .containsOnlyKeys("datomic.tx");
        assertThat(Fixture.transact(db, "[[:db/add \"x\" :p/friend \"datomic.tx\"]]").tempids())
                .containsOnlyKeys("x");
    }

    @Test
    void tempidsThatReferToOneNewEntityByAnIdentityAreOne() {
        Database db =
                Fixture.after(
                        Fixture.people(),
                        """
                        [{:db/ident :seat/of :db/valueType :db.type/ref
                          :db/cardinality :db.cardinality/one :db/unique :db.unique/identity}]
                        """);
        TxReport report =
                Fixture.transact(
                        db,
                        """
                        [{:db/id "one" :seat/of "ann"} {:db/id "other" :seat/of "ann"}
                         {:db/id "ann" :p/name "Ann"}]
                        """);
        assertThat(report.tempids().get("one")).isEqualTo(report.tempids().get("other"));
    }

    @Test
    void anAttributeThatNeverHadAValueBecomesUniqueWithoutAnIndex() {
        String unique = "[{:db/id :p/nick :db/unique :db.unique/value}]";
        Database db = Fixture.after(Fixture.people(), unique);
        assertThat(db.attributeOrThrow(Keyword.of("p/nick")).hasAvet()).isTrue();
        Database later = Fixture.after(db, "[{:db/id \"ann\" :p/name \"Ann\" :p/nick \"an\"}]");
        assertThat(later.entid(List.of(Keyword.of("p/nick"), "an"))).isPresent();
        Database had =
                Fixture.after(
                        Fixture.people(),
                        "[{:db/id \"ann\" :p/name \"Ann\" :p/nick \"an\"}]",
                        "[[:db/retract [:p/name \"Ann\"] :p/nick]]");
        assertThatThrownBy(() -> Fixture.after(had, unique))
                .isInstanceOfSatisfying(
                        FactumError.class,
                        error ->
                                assertThat(error.code())
                                        .isEqualTo(DbErrorCode.INVALID_ALTER_ATTRIBUTE));
    }
}
