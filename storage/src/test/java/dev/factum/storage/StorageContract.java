package dev.factum.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.ErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.storage.Storage.LogRecord;
import dev.factum.storage.Storage.Root;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every implementation of [StorageService] and [Storage] must do.
public abstract class StorageContract {

    private StorageService service;
    private Storage storage;

    /// An empty place.
    protected abstract StorageService newService();

    @BeforeEach
    void open() {
        service = newService();
        assertThat(service.create("main")).isTrue();
        storage = service.open("main");
    }

    @AfterEach
    void close() {
        service.close();
    }

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<LogRecord> records(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(t -> new LogRecord(t, bytes("transaction " + t)))
                .toList();
    }

    private static void refuses(ErrorCode code, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        FactumError.class, error -> assertThat(error.code()).isEqualTo(code));
    }

    private List<LogRecord> wholeLog() {
        List<LogRecord> all = new ArrayList<>();
        List<LogRecord> page = storage.readLog(1);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = storage.readLog(page.getLast().t() + 1);
        }
        return all;
    }

    @Test
    void aNewDatabaseIsEmpty() {
        assertThat(storage.lastT()).isZero();
        assertThat(storage.readLog(1)).isEmpty();
        assertThat(storage.root()).isEqualTo(new Root(0, 0, Bytes.of()));
        assertThat(storage.listBlobs("")).isEmpty();
    }

    @Test
    void databasesHaveNames() {
        assertThat(service.create("main")).isFalse();
        assertThat(service.create("a.b-c_1")).isTrue();
        assertThat(service.list()).containsExactly("a.b-c_1", "main");
        assertThat(service.delete("a.b-c_1")).isTrue();
        assertThat(service.delete("a.b-c_1")).isFalse();
        assertThat(service.list()).containsExactly("main");
        refuses(DbErrorCode.DB_NOT_FOUND, () -> service.open("a.b-c_1"));
    }

    @Test
    void databasesDoNotSeeEachOther() {
        service.create("other");
        Storage other = service.open("other");
        storage.append(0, records(1, 3));
        storage.putBlob("key", bytes("here"));
        storage.compareAndSetRoot(0, 5, bytes("mine"));
        assertThat(other.lastT()).isZero();
        assertThat(other.getBlob("key")).isEmpty();
        assertThat(other.root().epoch()).isZero();
        other.append(0, records(1, 1));
        assertThat(storage.lastT()).isEqualTo(3);
    }

    @Test
    void whatWasAppendedIsReadBackFromAnyT() {
        storage.append(0, records(1, 3));
        storage.append(0, records(4, 4));
        storage.append(0, records(5, 9));
        assertThat(storage.lastT()).isEqualTo(9);
        assertThat(wholeLog()).isEqualTo(records(1, 9));
        assertThat(storage.readLog(6).getFirst()).isEqualTo(records(6, 6).getFirst());
        assertThat(storage.readLog(0).getFirst().t()).isEqualTo(1);
        assertThat(storage.readLog(10)).isEmpty();
        assertThat(storage.readLog(2, 6)).isEqualTo(records(2, 9).subList(0, 4));
        assertThat(storage.readLog(5, 6)).isEqualTo(records(5, 9).subList(0, 1));
        assertThat(storage.readLog(9, 12)).isEqualTo(records(5, 9).subList(4, 5));
        assertThat(storage.readLog(5, 5)).isEmpty();
        assertThat(storage.readLog(6, 5)).isEmpty();
    }

    @Test
    void manyAndLargeRecordsAreReadInPages() {
        byte[] large = new byte[3 << 20];
        large[large.length - 1] = 1;
        storage.append(0, List.of(new LogRecord(1, Bytes.of(large))));
        storage.append(0, List.of(new LogRecord(2, Bytes.of(large))));
        storage.append(0, List.of(new LogRecord(3, Bytes.of())));
        for (long from = 4; from < 4_000; from += 100) {
            storage.append(0, records(from, from + 99));
        }
        List<LogRecord> log = wholeLog();
        assertThat(log)
                .extracting(LogRecord::t)
                .isEqualTo(LongStream.rangeClosed(1, storage.lastT()).boxed().toList());
        assertThat(log.getFirst().bytes()).isEqualTo(Bytes.of(large));
    }

    @Test
    void anAppendThatDoesNotContinueTheLogIsRefusedAsAWhole() {
        storage.append(0, records(1, 2));
        refuses(DbErrorCode.STORAGE_CORRUPT, () -> storage.append(0, records(4, 5)));
        refuses(DbErrorCode.STORAGE_CORRUPT, () -> storage.append(0, records(2, 3)));
        refuses(
                DbErrorCode.STORAGE_CORRUPT,
                () ->
                        storage.append(
                                0,
                                List.of(
                                        new LogRecord(3, bytes("a")),
                                        new LogRecord(5, bytes("b")))));
        assertThat(storage.lastT()).isEqualTo(2);
        storage.append(0, List.of());
        storage.append(0, records(3, 3));
        assertThat(wholeLog()).isEqualTo(records(1, 3));
    }

    @Test
    void theRootIsSetByWhoeverKnowsItsRevision() {
        assertThat(storage.compareAndSetRoot(0, 1, bytes("one"))).isTrue();
        assertThat(storage.compareAndSetRoot(0, 1, bytes("late"))).isFalse();
        assertThat(storage.compareAndSetRoot(7, 1, bytes("early"))).isFalse();
        assertThat(storage.root()).isEqualTo(new Root(1, 1, bytes("one")));
        assertThat(storage.compareAndSetRoot(1, 1, bytes("two"))).isTrue();
        assertThat(storage.root()).isEqualTo(new Root(2, 1, bytes("two")));
    }

    @Test
    void recordsAreReplacedInTheirPlaceAllOrNone() {
        storage.append(0, records(1, 3));
        storage.append(0, records(4, 4));
        storage.append(0, records(5, 9));
        storage.rewrite(
                0,
                List.of(
                        new LogRecord(2, bytes("two")),
                        new LogRecord(3, bytes("")),
                        new LogRecord(9, bytes("nine, and longer than before"))));
        storage.rewrite(0, List.of());
        List<LogRecord> expected = new ArrayList<>(records(1, 9));
        expected.set(1, new LogRecord(2, bytes("two")));
        expected.set(2, new LogRecord(3, bytes("")));
        expected.set(8, new LogRecord(9, bytes("nine, and longer than before")));
        assertThat(wholeLog()).isEqualTo(expected);
        refuses(
                DbErrorCode.STORAGE_CORRUPT,
                () ->
                        storage.rewrite(
                                0,
                                List.of(
                                        new LogRecord(4, bytes("four")),
                                        new LogRecord(10, bytes("ten")))));
        storage.compareAndSetRoot(0, 1, bytes("successor"));
        refuses(StorageErrorCode.WRITER_FENCED, () -> storage.rewrite(0, records(2, 2)));
        assertThat(wholeLog()).isEqualTo(expected);
        storage.append(1, records(10, 10));
        assertThat(storage.lastT()).isEqualTo(10);
    }

    @Test
    void aWriterOfAnEarlierEpochIsFenced() {
        storage.compareAndSetRoot(0, 1, bytes("first"));
        storage.append(1, records(1, 2));
        Storage successor = service.open("main");
        successor.compareAndSetRoot(1, 2, bytes("second"));
        refuses(StorageErrorCode.WRITER_FENCED, () -> storage.append(1, records(3, 3)));
        refuses(
                StorageErrorCode.WRITER_FENCED,
                () -> storage.compareAndSetRoot(2, 1, bytes("first again")));
        refuses(StorageErrorCode.WRITER_FENCED, () -> storage.append(3, records(3, 3)));
        successor.append(2, records(3, 3));
        assertThat(storage.lastT()).isEqualTo(3);
        assertThat(storage.root().content()).isEqualTo(bytes("second"));
    }

    @Test
    void ofManyWhoWantTheRootOneGetsIt() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> attempts = new ArrayList<>();
            for (int contender = 1; contender <= 16; contender++) {
                Bytes name = bytes("contender " + contender);
                attempts.add(() -> storage.compareAndSetRoot(0, 1, name));
            }
            int winners = 0;
            for (Future<Boolean> attempt : threads.invokeAll(attempts)) {
                winners += attempt.get() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        }
        assertThat(storage.root().revision()).isEqualTo(1);
    }

    @Test
    void blobsAreKeptUnderKeys() {
        storage.putBlob("a/1", bytes("one"));
        storage.putBlob("a/2", Bytes.of());
        storage.putBlob("b/1", bytes("three"));
        storage.putBlob("a_", bytes("not below a/"));
        storage.putBlob("a/1", bytes("once more"));
        assertThat(storage.getBlob("a/1")).contains(bytes("once more"));
        assertThat(storage.getBlob("a/2")).contains(Bytes.of());
        assertThat(storage.getBlob("a/3")).isEmpty();
        assertThat(storage.listBlobs("a/")).containsExactly("a/1", "a/2");
        assertThat(storage.listBlobs("")).containsExactly("a/1", "a/2", "a_", "b/1");
        assertThat(storage.deleteBlobs(List.of("a/1", "c", "b/1"))).isEqualTo(2);
        assertThat(storage.deleteBlobs(List.of("a/1"))).isZero();
        storage.putBlobs(Map.of("b/1", bytes("new"), "b/2", bytes("too")));
        assertThat(storage.getBlob("b/1")).contains(bytes("new"));
        assertThat(storage.listBlobs("b")).containsExactly("b/1", "b/2");
        assertThat(storage.listBlobs("a")).containsExactly("a/2", "a_");
    }

    @Test
    void aClosedStorageRefusesEverythingAndKeepsWhatWasWritten() {
        storage.append(0, records(1, 1));
        storage.close();
        everythingIsRefused();
        assertThat(service.open("main").lastT()).isEqualTo(1);
    }

    @Test
    void aDeletedDatabaseRefusesEverythingAlsoUnderItsOldName() {
        storage.append(0, records(1, 1));
        service.delete("main");
        everythingIsRefused();
        service.create("main");
        everythingIsRefused();
        assertThat(service.open("main").lastT()).isZero();
    }

    private void everythingIsRefused() {
        var gone = DbErrorCode.STORAGE_UNAVAILABLE;
        refuses(gone, () -> storage.append(0, records(2, 2)));
        refuses(gone, () -> storage.readLog(1));
        refuses(gone, () -> storage.lastT());
        refuses(gone, () -> storage.root());
        refuses(gone, () -> storage.compareAndSetRoot(0, 1, bytes("late")));
        refuses(gone, () -> storage.putBlob("key", bytes("late")));
        refuses(gone, () -> storage.getBlob("key"));
        refuses(gone, () -> storage.deleteBlobs(List.of("key")));
        refuses(gone, () -> storage.listBlobs(""));
    }
}
