package dev.factum.storage.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.NodeRef;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.index.Segment;
import dev.factum.facts.index.SegmentStore;
import dev.factum.facts.index.SegmentTree;
import dev.factum.facts.index.TxWindow;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.storage.log.RandomEntries;
import dev.factum.storage.memory.MemoryService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NodeCodecTest {

    private static final List<Datom> SAMPLE =
            List.of(
                    new Datom(1000, 72, "Zoë", 13194139533317L, true),
                    new Datom(1000, 73, 5L, 13194139533317L, true),
                    new Datom(1000, 74, Instant.ofEpochMilli(1_500), 13194139533318L, true),
                    new Datom(1001, 72, "Zoë", 13194139533319L, true),
                    new Datom(1001, 72, "Zoë", 13194139533318L, false),
                    new Datom(1001, 75, true, 13194139533319L, true),
                    new Datom(1002, 76, 1.5, 13194139533319L, true),
                    new Datom(1002, 77, Keyword.of("card/blocked"), 13194139533319L, true));

    /// Bytes as version 1 wrote them; they stay readable for ever.
    private static final String GOLDEN =
            "019c9ac9c40101880128b52ffd2088b50200d2c4111eb035c3019095c22c9724"
                    + "e983e880374eb55d54e75a1243bfb1c96e6b52a6071dd3b4e72c857b94c688c0"
                    + "4bd6eac882d5733e403d7bd096e52f28a21a842fa7c496e46f4c6401040060c0"
                    + "e260e5995d0b8c01";

    private static SegmentTree tree(IndexOrder order, SortedSet<Datom> datoms) {
        return SegmentTree.empty(order)
                .merged(datoms.toArray(Datom[]::new), new Datom[0], SegmentStore.MEMORY);
    }

    private static SortedSet<Datom> sorted(IndexOrder order, List<Datom> datoms) {
        var sorted = new TreeSet<>(order);
        sorted.addAll(datoms);
        return sorted;
    }

    private static Bytes encoded(SortedSet<Datom> datoms) {
        SegmentTree tree = tree(IndexOrder.EAVT, datoms);
        return NodeCodec.encode(Objects.requireNonNull(tree.root(), "root").ref().node());
    }

    private static List<Datom> decoded(Bytes bytes) {
        NodeRef ref = new NodeRef.Resident(NodeCodec.decode(bytes, NodeCodecTest::noChild));
        List<Datom> datoms = new ArrayList<>();
        if (ref.node() instanceof Segment segment) {
            for (int row = 0; row < segment.size(); row++) {
                datoms.add(segment.datom(row));
            }
        }
        return datoms;
    }

    private static NodeRef noChild(String address) {
        throw new AssertionError("a segment has no child " + address);
    }

    @Test
    void theBytesOfVersion1AreThese() {
        SortedSet<Datom> sample = sorted(IndexOrder.EAVT, SAMPLE);
        assertThat(encoded(sample).toHex()).isEqualTo(GOLDEN);
        assertThat(decoded(Bytes.ofHex(GOLDEN))).isEqualTo(List.copyOf(sample));
    }

    @Test
    void everySegmentComesBackAsItWas() {
        for (long seed = 0; seed < 500; seed++) {
            SortedSet<Datom> datoms = new TreeSet<>(IndexOrder.EAVT);
            var entries = new RandomEntries(seed);
            int count = new Random(seed).nextInt(1, 60);
            while (datoms.size() < count) {
                datoms.addAll(entries.next().datoms());
            }
            assertThat(decoded(encoded(datoms))).as("seed %s", seed).isEqualTo(List.copyOf(datoms));
        }
    }

    @Test
    void everyCutAndEveryFlippedBitIsFound() {
        byte[] whole = encoded(sorted(IndexOrder.EAVT, SAMPLE)).toArray();
        for (int length = 0; length < whole.length; length++) {
            assertThat(codeOf(Arrays.copyOf(whole, length))).isEqualTo(DbErrorCode.STORAGE_CORRUPT);
        }
        for (int bit = 8; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(codeOf(flipped)).as("bit %s", bit).isEqualTo(DbErrorCode.STORAGE_CORRUPT);
        }
    }

    /// With a right checksum around it, so that the reader itself has to find what is wrong.
    @Test
    void impossibleBytesAreRefusedWhateverTheyAre() {
        for (long seed = 0; seed < 5_000; seed++) {
            var random = new Random(seed);
            SortedSet<Datom> datoms = new TreeSet<>(IndexOrder.EAVT);
            var entries = new RandomEntries(seed);
            while (datoms.isEmpty()) {
                datoms.addAll(entries.next().datoms());
            }
            byte[] node = encoded(datoms).toArray();
            for (int change = random.nextInt(4); change >= 0; change--) {
                node[5 + random.nextInt(node.length - 5)] = (byte) random.nextInt();
            }
            FactumError error = errorOf(resealed(node));
            if (error != null) {
                assertThat(error.code()).as("seed %s", seed).isEqualTo(DbErrorCode.STORAGE_CORRUPT);
            }
        }
    }

    @Test
    void aLaterVersionIsRefusedAsSuch() {
        byte[] later = encoded(sorted(IndexOrder.EAVT, SAMPLE)).toArray();
        later[0] = 2;
        assertThat(codeOf(later)).isEqualTo(DbErrorCode.STORAGE_FORMAT);
    }

    @Test
    void aTreeIsReadBackThroughACacheThatHoldsNextToNothing() {
        for (IndexOrder order : IndexOrder.values()) {
            SortedSet<Datom> datoms = new TreeSet<>(order);
            var random = new Random(7);
            while (datoms.size() < 60_000) {
                datoms.add(
                        new Datom(
                                random.nextInt(40_000),
                                random.nextInt(5),
                                (long) random.nextInt(1_000),
                                random.nextInt(1_000),
                                true));
            }
            try (var service = new MemoryService()) {
                service.create("db");
                var cache = new NodeCache(200_000);
                var nodes = new NodeStorage(service.open("db"), cache);
                var writer = new NodeWriter(nodes, 1, () -> {});
                SegmentTree stored =
                        SegmentTree.empty(order)
                                .merged(datoms.toArray(Datom[]::new), new Datom[0], writer);
                writer.flush();
                List<Datom> read = new ArrayList<>();
                stored.slices(Prefix.all(), TxWindow.ALL).datoms().forEachRemaining(read::add);
                assertThat(read).isEqualTo(List.copyOf(datoms));
                assertThat(cache.bytes()).isLessThan(400_000);
            }
        }
    }

    private static byte[] resealed(byte[] node) {
        var checksum = new CRC32C();
        checksum.update(node, 5, node.length - 5);
        for (int index = 0; index < 4; index++) {
            node[1 + index] = (byte) (checksum.getValue() >>> (8 * index));
        }
        return node;
    }

    private static @Nullable FactumError errorOf(byte[] node) {
        try {
            decoded(Bytes.of(node));
            return null;
        } catch (FactumError error) {
            return error;
        }
    }

    private static @Nullable Object codeOf(byte[] node) {
        FactumError error = errorOf(node);
        return error == null ? null : error.code();
    }
}
