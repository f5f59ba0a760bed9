package dev.factum.storage.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.FourTrees;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.IndexSegments;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.index.SegmentTree;
import dev.factum.facts.index.TxWindow;
import dev.factum.facts.value.Bytes;
import dev.factum.storage.Storage;
import dev.factum.storage.StorageErrorCode;
import dev.factum.storage.memory.MemoryService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GarbageTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final MemoryService service = new MemoryService();
    private Storage storage;

    @BeforeEach
    void create() {
        service.create("db");
        storage = service.open("db");
    }

    @AfterEach
    void close() {
        service.close();
    }

    /// As a process that has just opened the database.
    private NodeStorage newcomer() {
        return new NodeStorage(storage, new NodeCache(0));
    }

    private static Datom[] datoms(long tx) {
        var datoms = new Datom[10_000];
        for (int number = 0; number < datoms.length; number++) {
            datoms[number] = new Datom(number, 72, "value of " + tx, tx, true);
        }
        return datoms;
    }

    private static SegmentTree tree(NodeStorage nodes, long epoch, long tx) {
        var writer = new NodeWriter(nodes, epoch, () -> {});
        SegmentTree tree =
                SegmentTree.empty(IndexOrder.EAVT).merged(datoms(tx), new Datom[0], writer);
        writer.flush();
        return tree;
    }

    private static RootContent content(SegmentTree tree) {
        var others = IndexSegments.empty();
        var present =
                new FourTrees(
                        tree,
                        others.present().aevt(),
                        others.present().avet(),
                        others.present().vaet());
        return new RootContent(
                "test",
                Optional.of(
                        new IndexRoot(
                                1,
                                1,
                                1,
                                Instant.EPOCH,
                                new IndexSegments(present, others.past()),
                                Optional.empty())));
    }

    private void publish(long epoch, SegmentTree tree) {
        Bytes bytes = RootCodec.encode(content(tree));
        assertThat(storage.compareAndSetRoot(storage.root().revision(), epoch, bytes)).isTrue();
    }

    private static List<Datom> read(SegmentTree tree) {
        List<Datom> read = new ArrayList<>();
        tree.slices(Prefix.all(), TxWindow.ALL).datoms().forEachRemaining(read::add);
        return read;
    }

    @Test
    void whatTheRootReachesIsKeptAndTheRestIsDeleted() {
        tree(newcomer(), 1, 1);
        publish(1, tree(newcomer(), 1, 2));
        NodeStorage nodes = newcomer();
        Garbage.Collected collected = Garbage.collect(nodes, 1, MINUTE, NOON);
        assertThat(collected.deleted()).isEqualTo(collected.kept()).isGreaterThan(2);
        assertThat(Garbage.collect(nodes, 1, MINUTE, NOON).deleted()).isZero();
        RootContent root = RootCodec.decode(storage.root().content(), newcomer());
        assertThat(read(root.index().orElseThrow().segments().present().eavt()))
                .containsExactly(datoms(2));
    }

    @Test
    void aRootThatWasReplacedLatelyIsKept() {
        publish(1, tree(newcomer(), 1, 1));
        Garbage.retire(newcomer(), storage.root(), NOON);
        publish(1, tree(newcomer(), 1, 2));
        assertThat(Garbage.collect(newcomer(), 1, MINUTE, NOON.plus(MINUTE)).deleted()).isZero();
        Instant later = NOON.plus(MINUTE).plusMillis(1);
        assertThat(Garbage.collect(newcomer(), 1, MINUTE, later).deleted()).isGreaterThan(2);
        assertThat(storage.listBlobs("retired/")).isEmpty();
    }

    @Test
    void whatThisProcessReachesIsKept() {
        NodeStorage nodes = newcomer();
        SegmentTree old = tree(nodes, 1, 1);
        publish(1, tree(nodes, 1, 2));
        assertThat(Garbage.collect(nodes, 1, MINUTE, NOON).deleted()).isZero();
        assertThat(read(old)).containsExactly(datoms(1));
    }

    /// What is left of the tree of a write that failed is in memory for a while, and in no storage.
    @Test
    void whatWasGivenUpBeforeItWasWrittenIsNotLookedFor() {
        NodeStorage nodes = newcomer();
        publish(1, tree(nodes, 1, 2));
        SegmentTree lost = abandoned(nodes, 1);
        Set<Datom> excised = Set.of(datoms(1)[5]);
        assertThat(Garbage.collectWithout(nodes, 1, excised).kept()).isGreaterThan(2);
        assertThatThrownBy(() -> read(lost)).isInstanceOf(FactumError.class);
        assertThat(read(tree(nodes, 1, 1))).containsExactly(datoms(1));
    }

    @Test
    void whatWasGivenUpAndIsThereAllTheSameIsKept() {
        NodeStorage nodes = newcomer();
        SegmentTree old = tree(nodes, 1, 1);
        publish(1, tree(nodes, 1, 2));
        abandoned(nodes, 1);
        assertThat(Garbage.collect(nodes, 1, MINUTE, NOON).deleted()).isZero();
        assertThat(read(old)).containsExactly(datoms(1));
    }

    private static SegmentTree abandoned(NodeStorage nodes, long tx) {
        var writer = new NodeWriter(nodes, 1, () -> {});
        SegmentTree tree =
                SegmentTree.empty(IndexOrder.EAVT).merged(datoms(tx), new Datom[0], writer);
        writer.discard();
        return tree;
    }

    /// The one who was shut out has read the root before, and lists what the new writer is about to
    /// publish.
    @Test
    void aWriterThatWasShutOutDeletesNothingOfTheNewOne() {
        publish(1, tree(newcomer(), 1, 1));
        tree(newcomer(), 2, 2);
        assertThat(Garbage.collect(newcomer(), 1, MINUTE, NOON).deleted()).isZero();
        publish(2, tree(newcomer(), 2, 3));
        assertThatThrownBy(() -> Garbage.collect(newcomer(), 1, MINUTE, NOON))
                .isInstanceOfSatisfying(
                        FactumError.class,
                        error ->
                                assertThat(error.code()).isEqualTo(StorageErrorCode.WRITER_FENCED));
    }
}
