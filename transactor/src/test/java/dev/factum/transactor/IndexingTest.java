package dev.factum.transactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.Transactor;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.State;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.DatomIndex;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.tx.Replay;
import dev.factum.storage.Storage;
import dev.factum.storage.memory.MemoryService;
import dev.factum.storage.segment.IndexRoot;
import dev.factum.storage.segment.NodeCache;
import dev.factum.storage.segment.NodeStorage;
import dev.factum.storage.segment.RootCodec;
import dev.factum.storage.verify.Verification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IndexingTest {

    private static final WriterOptions EAGER = WriterOptions.durable().withNovelty(300);

    /// Creations, changes and retractions over some hundred keys.
    private static String randomData(Random random) {
        var data = new StringBuilder("[");
        for (int number = random.nextInt(1, 8); number > 0; number--) {
            String key = "k" + random.nextInt(200);
            if (random.nextInt(6) == 0) {
                data.append("[:db/retractEntity [:key \"").append(key).append("\"]]");
                return data.append("]").toString();
            }
            data.append("{:key \"").append(key).append("\" :number ").append(random.nextInt(50));
            data.append("}");
        }
        return data.append("]").toString();
    }

    static void write(Transactor writer, Random random, int transactions) {
        for (int number = 0; number < transactions; number++) {
            Writing.ask(writer, Writing.request(randomData(random)));
        }
    }

    private static List<Datom> content(DatomIndex index) {
        List<Datom> content = new ArrayList<>();
        index.scan(Prefix.all()).forEachRemaining(content::add);
        return content;
    }

    /// What is in the indexes must be what the log tells.
    static void assertIsTheLog(Transactor writer) {
        Database db = writer.database();
        var replay = new Replay();
        for (LogEntry entry : writer.log(1, db.nextT())) {
            replay.add(entry.t(), entry.datoms());
        }
        State expected = replay.state();
        for (IndexOrder order : IndexOrder.values()) {
            assertThat(content(db.state().indexes().present(order)))
                    .as("present %s", order)
                    .isEqualTo(content(expected.indexes().present(order)));
            assertThat(content(db.state().indexes().past(order)))
                    .as("past %s", order)
                    .isEqualTo(content(expected.indexes().past(order)));
        }
        assertThat(db.state().nextEntity()).isEqualTo(expected.nextEntity());
        assertThat(db.schema().attributes())
                .containsExactlyInAnyOrderElementsOf(expected.schema().attributes());
    }

    private static Optional<IndexRoot> published(Storage storage) {
        var nodes = new NodeStorage(storage, new NodeCache(0));
        return RootCodec.decode(storage.root().content(), nodes).index();
    }

    @Test
    void foldingChangesNothingThatCanBeSeen() {
        for (long seed = 0; seed < 3; seed++) {
            var random = new Random(seed);
            Storage storage = Writing.memory().open("main");
            try (SingleWriter writer = Writing.start(storage, EAGER)) {
                Writing.commit(writer, Writing.SCHEMA);
                for (int round = 0; round < 5; round++) {
                    write(writer, random, 300);
                    assertIsTheLog(writer);
                }
            }
        }
    }

    @Test
    void openingReadsTheIndexesAndTheLogAfterThem() {
        MemoryService memory = Writing.memory();
        var random = new Random(1);
        long t;
        try (SingleWriter writer = Writing.start(memory.open("main"), EAGER)) {
            Writing.commit(writer, Writing.SCHEMA);
            write(writer, random, 1_000);
            t = writer.database().basisT();
        }
        IndexRoot root = published(memory.open("main")).orElseThrow();
        assertThat(root.basis()).isGreaterThan(0).isLessThanOrEqualTo(t);
        try (SingleWriter writer = Writing.start(memory.open("main"), EAGER)) {
            assertThat(writer.database().basisT()).isEqualTo(t);
            assertIsTheLog(writer);
            write(writer, random, 500);
            assertIsTheLog(writer);
        }
    }

    @Test
    void anOldDatabaseValueIsReadAfterManyMoreWereFolded() {
        var random = new Random(2);
        Storage storage = Writing.memory().open("main");
        try (SingleWriter writer = Writing.start(storage, EAGER)) {
            Writing.commit(writer, Writing.SCHEMA);
            write(writer, random, 400);
            Database old = writer.database();
            List<Datom> before = content(old.state().indexes().present(IndexOrder.AVET));
            write(writer, random, 1_500);
            assertThat(content(old.state().indexes().present(IndexOrder.AVET))).isEqualTo(before);
            assertThat(published(storage).orElseThrow().basis()).isGreaterThan(old.basisT());
        }
    }

    /// Without grace for other processes, what this process reaches is kept all the same.
    @Test
    void garbageIsCollectedButNeverWhatAnOldDatabaseValueReaches() {
        var random = new Random(4);
        Storage storage = Writing.memory().open("main");
        WriterOptions impatient = EAGER.withNovelty(100).withGrace(Duration.ZERO);
        try (SingleWriter writer = Writing.start(storage, impatient)) {
            Writing.commit(writer, Writing.SCHEMA);
            write(writer, random, 500);
            List<Database> old = new ArrayList<>();
            List<List<Datom>> contents = new ArrayList<>();
            Set<String> everPut = new HashSet<>();
            for (int round = 0; round < 40; round++) {
                old.add(writer.database());
                contents.add(content(old.getLast().state().indexes().present(IndexOrder.AEVT)));
                everPut.addAll(storage.listBlobs("node/"));
                write(writer, random, 100);
            }
            assertThat(everPut.size()).isGreaterThan(storage.listBlobs("node/").size());
            for (int number = 0; number < old.size(); number++) {
                assertThat(content(old.get(number).state().indexes().present(IndexOrder.AEVT)))
                        .isEqualTo(contents.get(number));
            }
            assertIsTheLog(writer);
        }
    }

    /// After a round that failed the next one folds what it had set apart, and what came since.
    @Test
    void aRoundThatFailsIsTriedAgainAndLosesNothing() {
        MemoryService memory = Writing.memory();
        Storage storage = FaultyStorage.withBlobFaults(memory.open("main"), 2);
        try (SingleWriter writer = Writing.start(storage, EAGER)) {
            Writing.commit(writer, Writing.SCHEMA);
            var random = new Random(6);
            while (published(storage).isEmpty()) {
                write(writer, random, 20);
            }
            write(writer, random, 500);
            assertIsTheLog(writer);
        }
        assertThat(Verification.of(memory.open("main")).problems()).isEmpty();
        try (SingleWriter writer = Writing.start(memory.open("main"), EAGER)) {
            assertIsTheLog(writer);
        }
    }

    @Test
    void inMemoryNothingIsStored() {
        Storage storage = Writing.memory().open("main");
        try (SingleWriter writer =
                Writing.start(storage, WriterOptions.inMemory().withNovelty(300))) {
            Writing.commit(writer, Writing.SCHEMA);
            write(writer, new Random(3), 1_000);
            assertIsTheLog(writer);
            assertThat(storage.listBlobs("")).isEmpty();
            assertThat(published(storage)).isEmpty();
            assertThat(
                            writer.database()
                                    .state()
                                    .indexes()
                                    .present(IndexOrder.EAVT)
                                    .segments()
                                    .count())
                    .isGreaterThan(0);
        }
    }
}
