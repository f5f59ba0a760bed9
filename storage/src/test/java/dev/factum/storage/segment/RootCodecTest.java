package dev.factum.storage.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexSegments;
import dev.factum.facts.tx.CompositeParts;
import dev.factum.facts.tx.Excision;
import dev.factum.facts.tx.ExcisionTarget;
import dev.factum.facts.value.Bytes;
import dev.factum.storage.memory.MemoryService;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RootCodecTest {

    private static final String GOLDEN =
            "02ef04f47b10736f6d65626f64790109e80764a413c0f7ae8e0200000000000000000207020f1001ac0202640002ea878080808004070000050264ac02";

    private static final String GOLDEN_WITHOUT_COMPOSITES =
            "02bf41f6f610736f6d65626f64790109e80764a413c0f7ae8e0200000000000000000107020f1002ea878080808004070000050264ac02";

    private static final Excision EXCISION =
            new Excision(
                    7,
                    Set.of(15L, 16L),
                    new CompositeParts(Map.of(300L, List.of(100L, 0L))),
                    List.of(
                            new ExcisionTarget(17_592_186_045_418L, Set.of(), 7),
                            new ExcisionTarget(0, Set.of(100L, 300L), 5)));

    private NodeStorage nodes;

    @BeforeEach
    void open() {
        var memory = new MemoryService();
        memory.create("main");
        nodes = new NodeStorage(memory.open("main"), new NodeCache(0));
    }

    private static RootContent content(Optional<Excision> excision) {
        return new RootContent(
                "somebody",
                Optional.of(
                        new IndexRoot(
                                9,
                                1_000,
                                100,
                                Instant.ofEpochMilli(1_234_567),
                                IndexSegments.empty(),
                                excision)));
    }

    private static Optional<Excision> excision(RootContent content) {
        return content.index().orElseThrow().excision();
    }

    @Test
    void bytesThatWereWrittenStayReadable() {
        assertThat(RootCodec.encode(content(Optional.of(EXCISION))).toHex()).isEqualTo(GOLDEN);
        RootContent read = RootCodec.decode(Bytes.ofHex(GOLDEN), nodes);
        assertThat(read.owner()).isEqualTo("somebody");
        assertThat(read.index().orElseThrow().basis()).isEqualTo(9);
        assertThat(excision(read)).contains(EXCISION);
    }

    @Test
    void anExcisionThatDoesNotTellCompositesIsReadable() {
        RootContent read = RootCodec.decode(Bytes.ofHex(GOLDEN_WITHOUT_COMPOSITES), nodes);
        assertThat(excision(read).orElseThrow().targets()).isEqualTo(EXCISION.targets());
        assertThat(excision(read).orElseThrow().composites().byComposite()).isEmpty();
    }

    @Test
    void theFirstVersionHasNoExcision() {
        byte[] second = RootCodec.encode(content(Optional.empty())).toArray();
        byte[] first = Arrays.copyOf(second, second.length - 1);
        first[0] = 1;
        var checksum = new java.util.zip.CRC32C();
        checksum.update(first, 5, first.length - 5);
        for (int place = 0; place < 4; place++) {
            first[1 + place] = (byte) (checksum.getValue() >>> (8 * place));
        }
        RootContent read = RootCodec.decode(Bytes.of(first), nodes);
        assertThat(read.index().orElseThrow().nextEntity()).isEqualTo(1_000);
        assertThat(excision(read)).isEmpty();
    }

    @Test
    void everyCutIsFound() {
        byte[] whole = RootCodec.encode(content(Optional.of(EXCISION))).toArray();
        for (int length = 1; length < whole.length; length++) {
            Bytes cut = Bytes.of(Arrays.copyOf(whole, length));
            FactumError refusal =
                    catchThrowableOfType(FactumError.class, () -> RootCodec.decode(cut, nodes));
            assertThat(refusal.code()).isEqualTo(DbErrorCode.STORAGE_CORRUPT);
        }
    }
}
