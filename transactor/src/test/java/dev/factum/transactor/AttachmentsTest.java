package dev.factum.transactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.storage.Storage;
import dev.factum.storage.StorageErrorCode;
import dev.factum.storage.memory.MemoryService;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Attachments of transactions that are in the log already.
class AttachmentsTest {

    private static final Bytes SHORT = bytes("short");
    private static final int MANY = 40;

    private final MemoryService memory = Writing.memory();

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static SingleWriter filled(Storage storage) {
        SingleWriter writer = Writing.start(storage, WriterOptions.durable().withNovelty(50));
        Writing.commit(writer, Writing.SCHEMA);
        for (int number = 0; number < MANY; number++) {
            Writing.report(
                    Writing.ask(
                            writer,
                            Writing.request("[{:key \"k%d\" :number %d}]".formatted(number, number))
                                    .attachment(bytes("a long attachment " + number))));
        }
        return writer;
    }

    private static Map<Long, Bytes> shortened(LongStream ts) {
        var attachments = new TreeMap<Long, Bytes>();
        ts.forEach(t -> attachments.put(t, SHORT));
        return attachments;
    }

    private static List<Bytes> attachments(SingleWriter writer) {
        return writer.log(2, writer.database().nextT()).stream()
                .flatMap(entry -> Stream.ofNullable(entry.attachment()))
                .toList();
    }

    @Test
    void whatIsReplacedStaysSoAndFactsStayAsTheyAre() {
        List<LogEntry> before;
        try (SingleWriter writer = filled(memory.open("main"))) {
            before = writer.log(1, 100);
            writer.replaceAttachments(shortened(LongStream.of(2, 5, 30)));
        }
        try (SingleWriter writer = Writing.start(memory.open("main"), WriterOptions.durable())) {
            List<LogEntry> after = writer.log(1, 100);
            assertThat(after)
                    .extracting(LogEntry::datoms)
                    .isEqualTo(before.stream().map(LogEntry::datoms).toList());
            assertThat(after)
                    .filteredOn(entry -> Objects.equals(SHORT, entry.attachment()))
                    .extracting(LogEntry::t)
                    .containsExactly(2L, 5L, 30L);
            assertThat(after.get(2)).isEqualTo(before.get(2));
        }
    }

    @Test
    void aTransactionThatIsNotThereIsRefusedAndNothingIsReplaced() {
        try (SingleWriter writer = filled(memory.open("main"))) {
            for (long t : new long[] {0, MANY + 2}) {
                assertThatThrownBy(() -> writer.replaceAttachments(shortened(LongStream.of(2, t))))
                        .isInstanceOfSatisfying(
                                FactumError.class,
                                error ->
                                        assertThat(error.code())
                                                .isEqualTo(DbErrorCode.INVALID_TIME_POINT));
            }
            assertThat(attachments(writer)).doesNotContain(SHORT);
            writer.replaceAttachments(Map.of());
        }
    }

    @Test
    void whoHasBeenTakenOverReplacesNothing() {
        try (SingleWriter old = filled(memory.open("main"));
                SingleWriter writer = Writing.start(memory.open("main"), WriterOptions.durable())) {
            assertThatThrownBy(() -> old.replaceAttachments(shortened(LongStream.of(2))))
                    .isInstanceOfSatisfying(
                            FactumError.class,
                            error ->
                                    assertThat(error.code())
                                            .isEqualTo(StorageErrorCode.WRITER_FENCED));
            assertThat(attachments(writer)).doesNotContain(SHORT);
        }
    }

    @Test
    void whatIsExcisedMeanwhileDoesNotComeBack() {
        try (SingleWriter writer = filled(memory.open("main"))) {
            Thread replacing =
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int round = 0; round < 200; round++) {
                                    writer.replaceAttachments(shortened(LongStream.range(2, 40)));
                                }
                            });
            long t = Writing.commit(writer, "[{:db/excise [:key \"k7\"]}]").t();
            assertThat(writer.isExcised(t, Duration.ofSeconds(60))).isTrue();
            Uninterrupted.run(replacing::join);
            assertThat(writer.log(1, t))
                    .allSatisfy(entry ->
                            assertThat(entry.datoms()).noneMatch(datom -> datom.v().equals("k7")));
            assertThat(attachments(writer).subList(0, 38)).containsOnly(SHORT);
        }
    }

    /// A process that is killed at any of its writes leaves all of them replaced, or none.
    @Test
    void aDeathLeavesAllReplacedOrNone() {
        try (SingleWriter writer = filled(memory.open("main"))) {
            assertThat(writer.database().basisT()).isEqualTo(MANY + 1);
        }
        int deaths = 0;
        for (int writes = 0; writes < 3; writes++) {
            for (boolean after : new boolean[] {false, true}) {
                var dying = new DyingStorage(memory.open("main"), writes, after);
                try (SingleWriter writer =
                        Writing.start(dying.storage(), WriterOptions.durable())) {
                    writer.replaceAttachments(shortened(LongStream.range(2, MANY)));
                } catch (FactumError died) {
                    assertThat(died.code()).isEqualTo(DbErrorCode.STORAGE_UNAVAILABLE);
                    deaths++;
                }
                try (SingleWriter writer =
                        Writing.start(memory.open("main"), WriterOptions.durable())) {
                    long count = attachments(writer).stream().filter(SHORT::equals).count();
                    assertThat(count).isIn(0L, MANY - 2L);
                }
            }
        }
        assertThat(deaths).isGreaterThanOrEqualTo(3);
    }
}
