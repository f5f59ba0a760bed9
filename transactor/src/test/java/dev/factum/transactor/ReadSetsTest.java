package dev.factum.transactor;

import static dev.factum.transactor.Writing.ask;
import static dev.factum.transactor.Writing.commit;
import static dev.factum.transactor.Writing.request;
import static dev.factum.transactor.Writing.startWithSchema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.ReadRange;
import dev.factum.facts.database.ReadSet;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.value.Keyword;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadSetsTest {

    private final SingleWriter writer = startWithSchema(WriterOptions.durable().withWindow(10));

    @AfterEach
    void close() {
        writer.close();
    }

    /// What is answered to a request that read before, when `meanwhile` came in between.
    private TxResult afterReading(Consumer<Database> reading, String meanwhile) {
        var recorder = new ReadSet.Recorder();
        Database basis = writer.database();
        reading.accept(basis.tracked(recorder));
        commit(writer, meanwhile);
        TxRequest request = request("[[:db/add \"decided\" :number 99]]");
        return ask(writer, request.reads(basis.basisT(), recorder.reads()));
    }

    private static void readKey(Database db, String key) {
        db.entid(List.of(Keyword.of("key"), key));
    }

    private long number() {
        return writer.database().entidOrThrow(Keyword.of("number"));
    }

    @Test
    void whatOthersWroteElsewhereIsNoConflict() {
        assertThat(afterReading(db -> readKey(db, "mine"), "[{:key \"other\"}]"))
                .isInstanceOf(TxResult.Committed.class);
    }

    @Test
    void aMissThatSomeoneFillsIsAConflict() {
        TxResult answer = afterReading(db -> readKey(db, "mine"), "[{:key \"mine\" :number 1}]");
        assertThat(answer)
                .isInstanceOfSatisfying(
                        TxResult.Conflict.class,
                        conflict -> {
                            assertThat(conflict.t()).isEqualTo(2);
                            assertThat(conflict.range())
                                    .isInstanceOfSatisfying(
                                            ReadRange.AttributeValue.class,
                                            range -> assertThat(range.v()).isEqualTo("mine"));
                        });
        assertThat(writer.database().basisT()).as("nothing was done").isEqualTo(2);
    }

    @Test
    void aPhantomInAnIntervalIsAConflictAndOneBesideItIsNot() {
        Consumer<Database> reading = db -> db.range(number(), 10L, 20L).forEachRemaining(_ -> {});
        assertThat(afterReading(reading, "[[:db/add \"x\" :number 15]]"))
                .isInstanceOf(TxResult.Conflict.class);
        assertThat(afterReading(reading, "[[:db/add \"x\" :number 20]]"))
                .isInstanceOf(TxResult.Committed.class);
    }

    @Test
    void anEntityThatChangedIsAConflict() {
        var report = commit(writer, "[{:db/id \"x\" :key \"x\" :number 1}]");
        long entity = report.resolve("x").orElseThrow();
        Consumer<Database> reading = db -> db.scan(IndexOrder.EAVT, Prefix.entity(entity));
        assertThat(afterReading(reading, "[[:db/retract [:key \"x\"] :number 1]]"))
                .isInstanceOf(TxResult.Conflict.class);
        assertThat(afterReading(reading, "[{:key \"y\" :link [[:key \"x\"]]}]"))
                .isInstanceOf(TxResult.Committed.class);
        assertThat(
                        afterReading(
                                db -> db.scan(IndexOrder.VAET, Prefix.value(entity)),
                                "[{:key \"z\" :link [[:key \"x\"]]}]"))
                .isInstanceOf(TxResult.Conflict.class);
    }

    @Test
    void ofTwoWhoReadTheSameMissOneIsCommitted() {
        var recorder = new ReadSet.Recorder();
        Database basis = writer.database();
        readKey(basis.tracked(recorder), "mine");
        TxRequest request = request("[{:key \"mine\"}]").reads(basis.basisT(), recorder.reads());
        assertThat(ask(writer, request)).isInstanceOf(TxResult.Committed.class);
        assertThat(ask(writer, request)).isInstanceOf(TxResult.Conflict.class);
    }

    @Test
    void aBasisOlderThanTheWindowIsAConflictWithEverything() {
        var recorder = new ReadSet.Recorder();
        Database basis = writer.database();
        readKey(basis.tracked(recorder), "mine");
        TxRequest request = request("[]").reads(basis.basisT(), recorder.reads());
        for (int other = 0; other < 10; other++) {
            commit(writer, "[{:key \"other " + other + "\"}]");
        }
        assertThat(ask(writer, request)).as("in the window").isInstanceOf(TxResult.Committed.class);
        for (int other = 10; other < 30; other++) {
            commit(writer, "[{:key \"other " + other + "\"}]");
        }
        assertThat(ask(writer, request))
                .isEqualTo(new TxResult.Conflict(new ReadRange.Everything(), 32));
        assertThat(ask(writer, request("[]").reads(basis.basisT(), ReadSet.nothing())))
                .as("one who read nothing")
                .isInstanceOf(TxResult.Committed.class);
    }
}
