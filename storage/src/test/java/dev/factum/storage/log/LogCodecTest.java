package dev.factum.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.storage.Storage.LogRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogCodecTest {

    private static final long TX = EntityId.ofTransaction(5);

    private static Datom datom(long e, Object v) {
        return new Datom(e, 72, v, TX, true);
    }

    private static final LogEntry SAMPLE =
            new LogEntry(
                    5,
                    List.of(
                            new Datom(TX, 50, Instant.ofEpochMilli(1_500), TX, true),
                            datom(1000, "Zoë"),
                            datom(1000, "Łódź"),
                            datom(1000, -3L),
                            new Datom(1000, 72, true, TX, false),
                            datom(999, Keyword.of("card/blocked")),
                            datom(999, 1.5),
                            datom(999, new BigDecimal("12.50")),
                            datom(999, new UUID(1, 2)),
                            datom(999, Arrays.asList(1L, null, "x")),
                            datom(999, Bytes.ofHex("00ff"))),
                    Bytes.ofHex("cafe"));

    /// Bytes as version 1 wrote them; they stay readable for ever.
    private static final String GOLDEN =
            "0146ae86a2050b6a640280cab5ee0126b9f0ffffffff059001065a6feb669001"
                    + "094101f30064007a01639001054290012701900108636172640e626c6f636b65"
                    + "64649001000000000000f83f6d9001040204e26b900101000000000000000200"
                    + "0000000000006f9001030302000602786e90010200ff03cafe";

    @Test
    void theBytesOfVersion1AreThese() {
        assertThat(LogCodec.encode(SAMPLE).bytes().toHex()).isEqualTo(GOLDEN);
        assertThat(LogCodec.decode(new LogRecord(5, Bytes.ofHex(GOLDEN)))).isEqualTo(SAMPLE);
    }

    @Test
    void everyEntryComesBackAsItWas() {
        for (long seed = 0; seed < 2_000; seed++) {
            LogEntry entry = new RandomEntries(seed).next();
            assertThat(LogCodec.decode(LogCodec.encode(entry)))
                    .as("seed %s", seed)
                    .isEqualTo(entry);
        }
    }

    @Test
    void everyCutAndEveryFlippedBitIsFound() {
        byte[] whole = LogCodec.encode(SAMPLE).bytes().toArray();
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
        for (long seed = 0; seed < 20_000; seed++) {
            var random = new Random(seed);
            byte[] body = LogCodec.encode(new RandomEntries(seed).next()).bytes().toArray();
            for (int change = random.nextInt(4); change >= 0; change--) {
                body[5 + random.nextInt(body.length - 5)] = (byte) random.nextInt();
            }
            int length = random.nextInt(5) == 0 ? 5 + random.nextInt(body.length - 5) : body.length;
            FactumError error = errorOf(resealed(Arrays.copyOf(body, length)));
            if (error != null) {
                assertThat(error.code()).as("seed %s", seed).isEqualTo(DbErrorCode.STORAGE_CORRUPT);
            }
        }
    }

    @Test
    void lengthsAreCheckedBeforeAnythingIsAllocated() {
        String hugeCount = "05" + "ffffffff07";
        String hugeText = "05" + "01" + "66" + "9001" + "ffffffffffffffffff01";
        String hugeTuple = "05" + "01" + "6f" + "9001" + "ffffffff07";
        for (String body : List.of(hugeCount, hugeText, hugeTuple)) {
            byte[] record = resealed(Bytes.ofHex("0100000000" + body).toArray());
            assertThat(codeOf(record)).isEqualTo(DbErrorCode.STORAGE_CORRUPT);
        }
    }

    @Test
    void aLaterVersionIsRefusedAsSuch() {
        byte[] later = LogCodec.encode(SAMPLE).bytes().toArray();
        later[0] = 2;
        assertThat(codeOf(later)).isEqualTo(DbErrorCode.STORAGE_FORMAT);
    }

    @Test
    void aRecordInThePlaceOfAnotherIsFound() {
        Bytes bytes = LogCodec.encode(SAMPLE).bytes();
        assertThatThrownBy(() -> LogCodec.decode(new LogRecord(6, bytes)))
                .isInstanceOfSatisfying(
                        FactumError.class,
                        error -> assertThat(error.code()).isEqualTo(DbErrorCode.STORAGE_CORRUPT));
    }

    @Test
    void whatIsNoValueCannotBeWritten() {
        var entry = new LogEntry(5, List.of(datom(1, Optional.of("text"))), null);
        assertThatThrownBy(() -> LogCodec.encode(entry))
                .isInstanceOfSatisfying(
                        FactumError.class,
                        error ->
                                assertThat(error.code())
                                        .isEqualTo(DbErrorCode.WRONG_TYPE_FOR_ATTRIBUTE));
    }

    private static byte[] resealed(byte[] record) {
        var checksum = new CRC32C();
        checksum.update(record, 5, record.length - 5);
        for (int index = 0; index < 4; index++) {
            record[1 + index] = (byte) (checksum.getValue() >>> (8 * index));
        }
        return record;
    }

    private static @Nullable FactumError errorOf(byte[] record) {
        try {
            LogCodec.decode(new LogRecord(5, Bytes.of(record)));
            return null;
        } catch (FactumError error) {
            return error;
        }
    }

    private static @Nullable Object codeOf(byte[] record) {
        FactumError error = errorOf(record);
        return error == null ? null : error.code();
    }
}
