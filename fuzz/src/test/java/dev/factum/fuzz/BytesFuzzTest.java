package dev.factum.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.value.Bytes;
import dev.factum.storage.Storage;
import dev.factum.storage.log.LogCodec;
import dev.factum.storage.segment.NodeCodec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// Bytes from storage that are not what was written, under a checksum that is right: otherwise the
/// checksum alone would be tried.
class BytesFuzzTest {

    private static Bytes framed(byte[] body) {
        var checksum = new CRC32C();
        checksum.update(body);
        return Bytes.of(
                ByteBuffer.allocate(5 + body.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put((byte) 1)
                        .putInt((int) checksum.getValue())
                        .put(body)
                        .array());
    }

    @FuzzTest(maxDuration = "1m")
    void logRecord(byte[] data) throws Exception {
        LogEntry entry =
                Hostile.read(() -> LogCodec.decode(new Storage.LogRecord(1, framed(data))));
        if (entry != null) {
            assertThat(LogCodec.decode(LogCodec.encode(entry))).isEqualTo(entry);
        }
    }

    @FuzzTest(maxDuration = "1m")
    void indexNode(byte[] data) throws Exception {
        Hostile.<Object>read(() ->
                NodeCodec.decode(
                        framed(data),
                        address -> {
                            throw new IllegalStateException(address);
                        }));
    }
}
