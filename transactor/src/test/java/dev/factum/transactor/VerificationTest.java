package dev.factum.transactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.FourTrees;
import dev.factum.facts.index.IndexSegments;
import dev.factum.facts.index.SegmentTree;
import dev.factum.facts.value.Bytes;
import dev.factum.storage.Storage;
import dev.factum.storage.memory.MemoryService;
import dev.factum.storage.segment.IndexRoot;
import dev.factum.storage.segment.NodeCache;
import dev.factum.storage.segment.NodeStorage;
import dev.factum.storage.segment.NodeWriter;
import dev.factum.storage.segment.RootCodec;
import dev.factum.storage.segment.RootContent;
import dev.factum.storage.verify.Problem;
import dev.factum.storage.verify.Verification;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerificationTest {

    private final MemoryService memory = Writing.memory();
    private Storage storage;

    @BeforeEach
    void write() {
        WriterOptions options = WriterOptions.durable().withNovelty(200);
        try (SingleWriter writer = Writing.start(memory.open("main"), options)) {
            Writing.commit(writer, Writing.SCHEMA);
            Writing.commit(
                    writer,
                    "[[:db/add :number :db/noHistory true] [:db/add :number :db/index false]]");
            Writing.commit(writer, "[[:db/add :number :db/index true]]");
            var random = new Random(5);
            for (int number = 0; number < 600; number++) {
                String key = "k" + random.nextInt(100);
                String data =
                        switch (random.nextInt(4)) {
                            case 0 -> "[[:db/retractEntity [:key \"" + key + "\"]]]";
                            case 1 -> "[{:key \"" + key + "\" :link {:key \"k0\"}}]";
                            default -> "[{:key \"" + key + "\" :number " + random.nextInt(9) + "}]";
                        };
                Writing.ask(writer, Writing.request(data));
            }
        }
        storage = memory.open("main");
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private List<String> nodes() {
        return storage.listBlobs("node/");
    }

    private List<String> problems() {
        Verification found = Verification.of(storage);
        assertThat(found.isWhole()).isEqualTo(found.problems().isEmpty());
        return found.problems().stream().map(Problem::text).toList();
    }

    /// Publishes other indexes.
    private void tamper(UnaryOperator<IndexSegments> change) {
        var nodes = new NodeStorage(storage, new NodeCache(0));
        Storage.Root root = storage.root();
        RootContent content = RootCodec.decode(root.content(), nodes);
        IndexRoot index = content.index().orElseThrow();
        var changed =
                new IndexRoot(
                        index.basis(),
                        index.nextEntity(),
                        index.nextSystemEntity(),
                        index.lastInstant(),
                        change.apply(index.segments()),
                        index.excision());
        Bytes bytes = RootCodec.encode(content.withIndex(changed));
        assertThat(storage.compareAndSetRoot(root.revision(), root.epoch(), bytes)).isTrue();
    }

    private SegmentTree changed(SegmentTree tree, List<Datom> added, List<Datom> removed) {
        var writer = new NodeWriter(new NodeStorage(storage, new NodeCache(0)), 1, () -> {});
        SegmentTree changed =
                tree.merged(added.toArray(Datom[]::new), removed.toArray(Datom[]::new), writer);
        writer.flush();
        return changed;
    }

    private static Datom first(SegmentTree tree) {
        return Objects.requireNonNull(tree.root(), "root").first();
    }

    @Test
    void whatWasWrittenIsWhole() {
        Verification found = Verification.of(storage);
        assertThat(found.problems()).isEmpty();
        assertThat(found.transactions()).isGreaterThan(500);
        assertThat(found.indexed()).isGreaterThan(100);
        assertThat(found.nodes()).isGreaterThanOrEqualTo(8);
        assertThat(found.datoms()).isGreaterThan(1_000);
    }

    @Test
    void aNewDatabaseIsWhole() {
        memory.create("other");
        assertThat(Verification.of(memory.open("other")).isWhole()).isTrue();
    }

    @Test
    void aMissingNodeIsFound() {
        storage.deleteBlobs(nodes());
        assertThat(problems().getFirst()).contains("An index node is missing");
    }

    @Test
    void aFlippedBitInANodeIsFound() {
        nodes().forEach(key -> {
            byte[] bytes = storage.getBlob(key).orElseThrow().toArray();
            bytes[bytes.length / 2] ^= 4;
            storage.putBlob(key, Bytes.of(bytes));
        });
        assertThat(problems().getFirst()).contains("db.error/storage-corrupt");
    }

    /// Each node is sound by itself, but not the one that was put there.
    @Test
    void aNodeInThePlaceOfAnotherIsFound() {
        Bytes some = storage.getBlob(nodes().getFirst()).orElseThrow();
        nodes().forEach(key -> storage.putBlob(key, some));
        assertThat(problems().getFirst()).contains("An index node is not what its address says");
    }

    @Test
    void aFactThatTheIndexesLackIsFound() {
        tamper(segments -> {
            FourTrees present = segments.present();
            Datom lost = first(present.eavt());
            return new IndexSegments(
                    new FourTrees(
                            changed(present.eavt(), List.of(), List.of(lost)),
                            changed(present.aevt(), List.of(), List.of(lost)),
                            changed(present.avet(), List.of(), List.of(lost)),
                            changed(present.vaet(), List.of(), List.of(lost))),
                    segments.past());
        });
        assertThat(problems()).contains("The indexes do not hold what the log tells");
    }

    @Test
    void treesThatDifferAreFound() {
        tamper(segments -> {
            FourTrees present = segments.present();
            SegmentTree poorer = changed(present.avet(), List.of(), List.of(first(present.avet())));
            return new IndexSegments(
                    new FourTrees(present.eavt(), present.aevt(), poorer, present.vaet()),
                    segments.past());
        });
        assertThat(problems()).contains("A tree does not hold what EAVT holds");
    }

    /// The sums over present and past are right; the story of one fact is not.
    @Test
    void aFactOfThePresentInThePastIsFound() {
        tamper(segments -> {
            FourTrees present = segments.present();
            FourTrees past = segments.past();
            Datom moved = first(present.eavt());
            List<Datom> one = List.of(moved);
            List<Datom> none = List.of();
            assertThat(first(present.avet()).a()).isEqualTo(moved.a());
            return new IndexSegments(
                    new FourTrees(
                            changed(present.eavt(), none, one),
                            changed(present.aevt(), none, one),
                            changed(present.avet(), none, one),
                            present.vaet()),
                    new FourTrees(
                            changed(past.eavt(), one, none),
                            changed(past.aevt(), one, none),
                            changed(past.avet(), one, none),
                            past.vaet()));
        });
        assertThat(problems()).containsExactly("Something in the past is true still");
    }
}
