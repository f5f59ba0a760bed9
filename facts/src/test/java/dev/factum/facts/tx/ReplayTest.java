package dev.factum.facts.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.connection.StandardEngine;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.facts.database.State;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.DatomIndex;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.index.SegmentStore;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.schema.Schema;
import dev.factum.facts.value.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Replaying a whole log at once against replaying it one transaction after the other.
class ReplayTest {

    private static final String SCHEMA =
            """
            [{:db/ident :key :db/valueType :db.type/string :db/cardinality :db.cardinality/one
              :db/unique :db.unique/identity}
             {:db/ident :number :db/valueType :db.type/long :db/cardinality :db.cardinality/one}
             {:db/ident :link :db/valueType :db.type/ref :db/cardinality :db.cardinality/many}
             {:db/ident :key+number :db/valueType :db.type/tuple
              :db/cardinality :db.cardinality/one :db/tupleAttrs [:key :number]}]\
            """;

    private static final List<String> SCHEMA_CHANGES =
            List.of(
                    "[[:db/add :number :db/index true]]",
                    "[[:db/add :number :db/index false]]",
                    "[[:db/add :number :db/doc \"how many\"]]",
                    "[[:db/add :link :db/isComponent true]]",
                    "[[:db/add :link :db/isComponent false]]",
                    "[{:db/id :link :db/ident :points-to}]",
                    "[{:db/id :points-to :db/ident :link}]",
                    "[{:db/ident :color/red}]",
                    "[[:db/retract :color/red :db/ident :color/red]]");

    private static String randomData(RandomGenerator random) {
        if (random.nextInt(4) == 0) {
            return SCHEMA_CHANGES.get(random.nextInt(SCHEMA_CHANGES.size()));
        }
        String key = "\"key " + random.nextInt(6) + "\"";
        return switch (random.nextInt(4)) {
            case 0 -> "[{:key " + key + " :number " + random.nextInt(3) + "}]";
            case 1 -> "[{:key " + key + " :link [{:key \"key " + random.nextInt(6) + "\"}]}]";
            case 2 -> "[[:db/retractEntity [:key " + key + "]]]";
            default -> "[[:db/retract [:key " + key + "] :number]]";
        };
    }

    private static List<List<Datom>> randomLog(RandomGenerator random) {
        Database db = StandardEngine.emptyDatabase(Functions.none());
        List<List<Datom>> log = new ArrayList<>();
        int count = random.nextInt(1, 30);
        for (int number = 0; number < count; number++) {
            String edn = number == 0 ? SCHEMA : randomData(random);
            try {
                var report = db.with((List<?>) Objects.requireNonNull(Edn.read(edn)));
                log.add(report.datoms());
                db = report.dbAfter();
            } catch (FactumError refused) {
                assertThat(refused.code()).isInstanceOf(DbErrorCode.class);
            }
        }
        return log;
    }

    /// AVET may still hold facts of attributes that have lost their index; nobody looks there.
    private static List<Datom> content(DatomIndex tree, IndexOrder order, Schema schema) {
        List<Datom> content = new ArrayList<>();
        tree.scan(Prefix.all())
                .forEachRemaining(datom -> {
                    if (order != IndexOrder.AVET || schema.avet().contains(datom.a())) {
                        content.add(datom);
                    }
                });
        return content;
    }

    private static void assertSame(State all, State each) {
        assertThat(all.basis()).isEqualTo(each.basis());
        assertThat(all.nextEntity()).isEqualTo(each.nextEntity());
        assertThat(all.nextSystemEntity()).isEqualTo(each.nextSystemEntity());
        assertThat(all.lastInstant()).isEqualTo(each.lastInstant());
        assertThat(all.schema().attributes())
                .containsExactlyInAnyOrderElementsOf(each.schema().attributes());
        for (IndexOrder order : IndexOrder.values()) {
            assertThat(content(all.indexes().present(order), order, all.schema()))
                    .as("present %s", order)
                    .isEqualTo(content(each.indexes().present(order), order, each.schema()));
            assertThat(content(all.indexes().past(order), order, all.schema()))
                    .as("past %s", order)
                    .isEqualTo(content(each.indexes().past(order), order, each.schema()));
        }
    }

    @Test
    void aLogReplayedAtOnceIsTheLogReplayedOneByOne() {
        Seeds.each(
                300,
                random -> {
                    var all = new Replay();
                    State each = Transaction.genesis();
                    for (List<Datom> datoms : randomLog(random)) {
                        long t = each.basis() + 1;
                        all.add(t, datoms);
                        each = Transaction.replay(each, t, datoms);
                    }
                    assertSame(all.state(), each);
                });
    }

    /// The middle of the log is folded into segments, where the second half begins.
    @Test
    void aLogReplayedAfterSegmentsIsTheLogReplayedOneByOne() {
        Seeds.each(
                300,
                random -> {
                    List<List<Datom>> log = randomLog(random);
                    int middle = random.nextInt(log.size() + 1);
                    State each = Transaction.genesis();
                    Replay replay = new Replay();
                    for (List<Datom> datoms : log) {
                        long t = each.basis() + 1;
                        if (t == middle + 1) {
                            replay = afterFolding(each);
                        }
                        replay.add(t, datoms);
                        each = Transaction.replay(each, t, datoms);
                    }
                    assertSame(replay.state(), each);
                });
    }

    private static Replay afterFolding(State state) {
        return Replay.after(
                state.indexes().frozen().folded(SegmentStore.MEMORY, Set.of(), Set.of()),
                state.basis(),
                state.nextEntity(),
                state.nextSystemEntity(),
                state.lastInstant());
    }

    @Test
    void anEmptyLogIsTheNewDatabase() {
        assertSame(new Replay().state(), Transaction.genesis());
        assertThat(new Replay().state().schema().attribute(Builtin.CLAIM)).isNotNull();
    }

    @Test
    void aGapIsRefused() {
        var replay = new Replay();
        replay.add(1, List.of());
        assertThatThrownBy(() -> replay.add(3, List.of()))
                .isInstanceOfSatisfying(
                        FactumError.class,
                        error -> assertThat(error.code()).isEqualTo(DbErrorCode.STORAGE_CORRUPT));
    }
}
