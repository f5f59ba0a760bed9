package dev.factum.transactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.Transactor;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.value.Keyword;
import dev.factum.storage.memory.MemoryService;
import dev.factum.storage.verify.Verification;
import dev.factum.transactor.FaultyStorage.Fault;
import dev.factum.transactor.FaultyStorage.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An excision goes on after any of its writes has failed, whether or not it was done.
class ExcisionFaultsTest {

    private static final WriterOptions EAGER = WriterOptions.durable().withNovelty(300);
    private static final int MOST_ROUNDS = 100;
    private static final Duration A_MOMENT = Duration.ofMillis(200);

    @ParameterizedTest
    @CsvSource({
        "REWRITE, BEFORE", "REWRITE, AFTER",
        "SET_ROOT, BEFORE", "SET_ROOT, AFTER",
        "DELETE_BLOBS, BEFORE", "DELETE_BLOBS, AFTER"
    })
    void endsAsWithoutFaults(Operation operation, Fault fault) {
        MemoryService memory = Writing.memory();
        var storage = new FaultyStorage(memory.open("main"), Fault.NONE, 0, Integer.MAX_VALUE);
        try (SingleWriter writer = Writing.start(storage, EAGER)) {
            begin(writer);
            storage.failNext(operation, fault);
            excise(writer);
            assertThat(storage.hasFailed()).isTrue();
            assertThat(facts(writer)).isEqualTo(withoutFaults());
            IndexingTest.assertIsTheLog(writer);
        }
        assertThat(Verification.of(memory.open("main")).problems()).isEmpty();
        try (SingleWriter writer = Writing.start(memory.open("main"), EAGER)) {
            assertThat(facts(writer)).isEqualTo(withoutFaults());
        }
    }

    @Test
    void withoutFaultsTheSecretIsGone() {
        assertThat(withoutFaults().toString()).contains("stays").doesNotContain("secret");
    }

    private static Set<List<Object>> withoutFaults() {
        try (SingleWriter writer = Writing.start(Writing.memory().open("main"), EAGER)) {
            begin(writer);
            excise(writer);
            return facts(writer);
        }
    }

    private static void begin(Transactor writer) {
        Writing.commit(writer, Writing.SCHEMA);
        Writing.commit(writer, "[{:key \"secret\" :number 1} {:key \"stays\" :number 2}]");
        for (int number = 0; number < 400; number++) {
            Writing.commit(writer, "[{:key \"stays\" :number %d}]".formatted(number));
        }
    }

    /// A round that failed is begun again with the next transaction.
    private static void excise(Transactor writer) {
        long t = Writing.commit(writer, "[{:db/excise [:key \"secret\"]}]").t();
        for (int round = 0; round < MOST_ROUNDS && !writer.isExcised(t, A_MOMENT); round++) {
            Writing.commit(writer, "[[:db/add \"datomic.tx\" :db/doc \"again\"]]");
        }
        assertThat(writer.isExcised(t, A_MOMENT)).isTrue();
    }

    /// What present, past and log say, but for the transactions themselves.
    private static Set<List<Object>> facts(Transactor writer) {
        List<Datom> all = new ArrayList<>();
        var indexes = writer.database().state().indexes();
        indexes.present(IndexOrder.EAVT).scan(Prefix.all()).forEachRemaining(all::add);
        indexes.past(IndexOrder.EAVT).scan(Prefix.all()).forEachRemaining(all::add);
        for (LogEntry entry : writer.log(1, writer.database().nextT())) {
            all.addAll(entry.datoms());
        }
        Set<List<Object>> facts = new HashSet<>();
        for (Datom datom : all) {
            Object attribute = writer.database().schema().label(datom.a());
            if (datom.a() != Builtin.TX_INSTANT && !attribute.equals(Keyword.of("db/doc"))) {
                facts.add(List.of(datom.e(), attribute, datom.v(), datom.added()));
            }
        }
        return facts;
    }
}
