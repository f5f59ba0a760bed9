package dev.factum.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.encoding.ByteReader;
import dev.factum.facts.encoding.ByteWriter;
import dev.factum.facts.encoding.FormCodec;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.effect.Decision;
import dev.factum.storage.Storage;
import dev.factum.storage.log.LogCodec;
import dev.factum.storage.memory.MemoryService;
import dev.factum.storage.segment.NodeCache;
import dev.factum.storage.segment.NodeCodec;
import dev.factum.storage.segment.NodeStorage;
import dev.factum.storage.segment.RootCodec;
import dev.factum.storage.segment.RootContent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32C;

/// Bytes from storage that are not what was written, under a checksum that is right: otherwise the
/// checksum alone would be tried.
class BytesFuzzTest {

    private static Bytes framed(byte[] body) {
        return framed(1, body);
    }

    private static Bytes framed(int version, byte[] body) {
        var checksum = new CRC32C();
        checksum.update(body);
        return Bytes.of(
                ByteBuffer.allocate(5 + body.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put((byte) version)
                        .putInt((int) checksum.getValue())
                        .put(body)
                        .array());
    }

    @FuzzTest(maxDuration = "1m")
    void logRecord(byte[] data) throws Exception {
        LogEntry entry =
                Hostile.read(data, () -> LogCodec.decode(new Storage.LogRecord(1, framed(data))));
        if (entry != null) {
            assertThat(LogCodec.decode(LogCodec.encode(entry))).isEqualTo(entry);
        }
    }

    @FuzzTest(maxDuration = "1m")
    void indexNode(byte[] data) throws Exception {
        Hostile.<Object>read(
                data,
                () ->
                        NodeCodec.decode(
                                framed(data),
                                address -> {
                                    throw new IllegalStateException(address);
                                }));
    }

    /// The first byte tells the version; a root of the second may say what is being excised.
    @FuzzTest(maxDuration = "1m")
    void root(byte[] data) throws Exception {
        var memory = new MemoryService();
        memory.create("fuzz");
        var nodes = new NodeStorage(memory.open("fuzz"), new NodeCache(0));
        for (int version = 1; version <= 2; version++) {
            Bytes root = framed(version, data);
            RootContent content = Hostile.read(data, () -> RootCodec.decode(root, nodes));
            if (content != null && version == 2) {
                Bytes again = RootCodec.encode(content);
                assertThat(RootCodec.encode(RootCodec.decode(again, nodes))).isEqualTo(again);
            }
        }
    }

    @FuzzTest(maxDuration = "1m")
    void form(byte[] data) throws Exception {
        var codec = new FormCodec(List.of(Keyword.of("a/b")));
        Bytes written =
                Hostile.read(
                        data,
                        () -> {
                            var out = new ByteWriter();
                            codec.write(out, codec.read(new ByteReader(data)));
                            return out.toBytes();
                        });
        if (written != null) {
            var again = new ByteWriter();
            codec.write(again, codec.read(new ByteReader(written.toArray())));
            assertThat(again.toBytes()).isEqualTo(written);
        }
    }

    /// The attachment of a machine.
    @FuzzTest(maxDuration = "1m")
    void decision(byte[] data) throws Exception {
        byte[] attachment =
                ByteBuffer.allocate(4 + data.length)
                        .put((byte) 'F')
                        .put((byte) 'X')
                        .put((byte) 0)
                        .put((byte) 1)
                        .put(data)
                        .array();
        Decision decision =
                Hostile.read(
                        data, () -> Decision.at(new LogEntry(1, List.of(), Bytes.of(attachment))));
        if (decision != null) {
            var written = new LogEntry(1, List.of(), decision.encode());
            assertThat(Decision.at(written)).isEqualTo(decision);
        }
    }
}
