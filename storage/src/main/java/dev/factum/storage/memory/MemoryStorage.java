package dev.factum.storage.memory;

import dev.factum.facts.value.Bytes;
import dev.factum.storage.Storage;
import dev.factum.storage.StorageErrors;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One who has opened a database in memory.
final class MemoryStorage implements Storage {

    private final MemoryDatabase database;
    private volatile boolean closed;

    MemoryStorage(MemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void append(long epoch, List<LogRecord> records) {
        open().append(epoch, records);
    }

    @Override
    public void rewrite(long epoch, List<LogRecord> records) {
        open().rewrite(epoch, records);
    }

    @Override
    public List<LogRecord> readLog(long from, long to) {
        return open().readLog(from, to);
    }

    @Override
    public long lastT() {
        return open().lastT();
    }

    @Override
    public Root root() {
        return open().root();
    }

    @Override
    public boolean compareAndSetRoot(long revision, long epoch, Bytes content) {
        return open().compareAndSetRoot(revision, epoch, content);
    }

    @Override
    public void putBlobs(Map<String, Bytes> blobs) {
        open().putBlobs(blobs);
    }

    @Override
    public Optional<Bytes> getBlob(String key) {
        return open().getBlob(key);
    }

    @Override
    public int deleteBlobs(Collection<String> keys) {
        return open().deleteBlobs(keys);
    }

    @Override
    public List<String> listBlobs(String prefix) {
        return open().listBlobs(prefix);
    }

    @Override
    public void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    private MemoryDatabase open() {
        if (closed) {
            throw StorageErrors.closed();
        }
        return database;
    }
}
