package dev.factum.transactor;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.storage.Storage;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A storage whose appends can be held back, and one of which fails: before it is done, or after.
/// Blobs can fail too, and one call of each other kind that writes.
final class FaultyStorage implements Storage {

    enum Fault {
        NONE,
        BEFORE,
        AFTER
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
        boolean fails = appendsUntilFault.decrementAndGet() == 0 && fault != Fault.NONE;
        if (fails && fault == Fault.BEFORE) {
            throw down();
        }
        inner.append(epoch, records);
        if (fails) {
            throw down();
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
        return inner.readLog(from, to);
    }

    @Override
    public long lastT() {
        return inner.lastT();
    }

    @Override
    public Root root() {
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
