package dev.factum.transactor;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.storage.Storage;
import dev.factum.storage.StorageErrors;
import dev.factum.storage.memory.MemoryService;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A storage whose appends can be held back, and some of which fail: before they are done, after,
/// late, when the next one comes, or refused for certain. It may be silent from then on. Blobs can
/// fail too, and one call of each other kind that writes.
final class FaultyStorage implements Storage {

    enum Fault {
        NONE,
        BEFORE,
        AFTER,
        LATE,
        REFUSED,
        DISK
    }

    /// What else writes.
    enum Operation {
        REWRITE,
        SET_ROOT,
        DELETE_BLOBS
    }

    /// The next call of this kind fails.
    private record Ahead(Operation operation, Fault fault) {}

    private final Storage inner;
    private final Fault fault;
    private final AtomicInteger appendsUntilFault;
    private final AtomicReference<Runnable> underway = new AtomicReference<>(() -> {});
    private final CompletableFuture<Fault> failed = new CompletableFuture<>();
    private volatile int faults = 1;
    private volatile boolean fallsSilent;
    private volatile boolean isSilent;
    private final Semaphore permits;
    private final AtomicInteger blobFaults = new AtomicInteger();
    private final AtomicReference<@Nullable Ahead> ahead = new AtomicReference<>();

    /// @param failing which append fails, counted from 1
    /// @param permits how many appends go on without waiting for [#release]
    FaultyStorage(Storage inner, Fault fault, int failing, int permits) {
        this.inner = inner;
        this.fault = fault;
        this.appendsUntilFault = new AtomicInteger(failing);
        this.permits = new Semaphore(permits);
    }

    /// A storage of an empty database, of which some appends fail.
    static FaultyStorage empty(MemoryService memory, Fault fault, int failing) {
        memory.delete("main");
        memory.create("main");
        return new FaultyStorage(memory.open("main"), fault, failing, 1_000);
    }

    /// The same, where so many appends fail, one after the other.
    FaultyStorage times(int count) {
        faults = count;
        return this;
    }

    /// The same, which gives no answer to anything after its fault, until [#speak].
    FaultyStorage thenSilent() {
        fallsSilent = true;
        return this;
    }

    /// Answers again.
    void speak() {
        isSilent = false;
    }

    /// Done when an append has failed.
    CompletableFuture<Fault> failed() {
        return failed;
    }

    private void requireSpeaking() {
        if (isSilent) {
            throw down();
        }
    }

    /// A storage whose first attempts to keep blobs fail.
    static FaultyStorage withBlobFaults(Storage inner, int faults) {
        var faulty = new FaultyStorage(inner, Fault.NONE, 0, Integer.MAX_VALUE);
        faulty.blobFaults.set(faults);
        return faulty;
    }

    /// Lets the next call of a kind fail, once.
    void failNext(Operation operation, Fault fault) {
        ahead.set(new Ahead(operation, fault));
    }

    /// True if what was to fail has failed.
    boolean hasFailed() {
        return ahead.get() == null;
    }

    private <T> T faulty(Operation operation, Supplier<T> call) {
        failIf(operation, Fault.BEFORE);
        T result = call.get();
        failIf(operation, Fault.AFTER);
        return result;
    }

    private void failIf(Operation operation, Fault moment) {
        Ahead next = ahead.get();
        boolean isMeant = new Ahead(operation, moment).equals(next);
        if (isMeant && ahead.compareAndSet(next, null)) {
            throw down();
        }
    }

    void release(int appends) {
        permits.release(appends);
    }

    @Override
    public void append(long epoch, List<LogRecord> records) {
        permits.acquireUninterruptibly();
        requireSpeaking();
        underway.getAndSet(() -> {}).run();
        int left = appendsUntilFault.decrementAndGet();
        if (fault == Fault.NONE || left > 0 || left <= -faults) {
            inner.append(epoch, records);
            return;
        }
        isSilent = fallsSilent;
        failed.complete(fault);
        switch (fault) {
            case NONE, BEFORE -> {}
            case AFTER -> inner.append(epoch, records);
            case LATE -> underway.set(() -> arrive(epoch, records));
            case REFUSED ->
                    throw StorageErrors.notWritten("No room", new IllegalStateException("full"));
            case DISK -> throw StorageErrors.diskFailed(new IllegalStateException("broken"));
        }
        throw down();
    }

    /// Nobody hears of it if it comes too late.
    private void arrive(long epoch, List<LogRecord> records) {
        if (records.getFirst().t() == inner.lastT() + 1) {
            inner.append(epoch, records);
        }
    }

    @Override
    public void rewrite(long epoch, List<LogRecord> records) {
        faulty(
                Operation.REWRITE,
                () -> {
                    inner.rewrite(epoch, records);
                    return true;
                });
    }

    private static FactumError down() {
        return FactumError.of(DbErrorCode.STORAGE_UNAVAILABLE, "The disk is gone");
    }

    @Override
    public List<LogRecord> readLog(long from, long to) {
        requireSpeaking();
        return inner.readLog(from, to);
    }

    @Override
    public long lastT() {
        requireSpeaking();
        return inner.lastT();
    }

    @Override
    public Root root() {
        requireSpeaking();
        return inner.root();
    }

    @Override
    public boolean compareAndSetRoot(long revision, long epoch, Bytes content) {
        return faulty(Operation.SET_ROOT, () -> inner.compareAndSetRoot(revision, epoch, content));
    }

    @Override
    public void putBlobs(Map<String, Bytes> blobs) {
        if (blobFaults.getAndDecrement() > 0) {
            throw down();
        }
        inner.putBlobs(blobs);
    }

    @Override
    public Optional<Bytes> getBlob(String key) {
        return inner.getBlob(key);
    }

    @Override
    public int deleteBlobs(Collection<String> keys) {
        return faulty(Operation.DELETE_BLOBS, () -> inner.deleteBlobs(keys));
    }

    @Override
    public List<String> listBlobs(String prefix) {
        return inner.listBlobs(prefix);
    }

    @Override
    public void close() {
        inner.close();
    }
}
