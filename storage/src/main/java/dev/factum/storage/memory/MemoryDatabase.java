package dev.factum.storage.memory;

import dev.factum.facts.value.Bytes;
import dev.factum.storage.Storage.LogRecord;
import dev.factum.storage.Storage.Root;
import dev.factum.storage.StorageErrors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one database has written. All access is under its own lock.
final class MemoryDatabase {

    private static final int PAGE = 1_024;

    private final String name;
    private final List<LogRecord> log = new ArrayList<>();
    private final SortedMap<String, Bytes> blobs = new TreeMap<>();
    private Root root = new Root(0, 0, Bytes.of());
    private boolean deleted;

    MemoryDatabase(String name) {
        this.name = name;
    }

    synchronized void markDeleted() {
        deleted = true;
        log.clear();
        blobs.clear();
    }

    synchronized void append(long epoch, List<LogRecord> records) {
        requireWriter(epoch);
        long expected = log.size();
        for (LogRecord appended : records) {
            expected++;
            if (appended.t() != expected) {
                throw StorageErrors.notContinued(expected, appended.t());
            }
        }
        log.addAll(records);
    }

    synchronized void rewrite(long epoch, List<LogRecord> records) {
        requireWriter(epoch);
        for (LogRecord each : records) {
            if (each.t() < 1 || each.t() > log.size()) {
                throw StorageErrors.notInLog(each.t());
            }
        }
        records.forEach(each -> log.set((int) each.t() - 1, each));
    }

    synchronized List<LogRecord> readLog(long from, long to) {
        requirePresent();
        int first = Math.clamp(from - 1, 0, log.size());
        int last = Math.clamp(to - 1, first, Math.min(log.size(), first + PAGE));
        return List.copyOf(log.subList(first, last));
    }

    synchronized long lastT() {
        requirePresent();
        return log.size();
    }

    synchronized Root root() {
        requirePresent();
        return root;
    }

    synchronized boolean compareAndSetRoot(long revision, long epoch, Bytes content) {
        requirePresent();
        if (epoch < root.epoch()) {
            throw StorageErrors.fenced(epoch, root.epoch());
        }
        if (root.revision() != revision) {
            return false;
        }
        root = new Root(revision + 1, epoch, content);
        return true;
    }

    synchronized void putBlobs(Map<String, Bytes> more) {
        requirePresent();
        blobs.putAll(more);
    }

    synchronized Optional<Bytes> getBlob(String key) {
        requirePresent();
        return Optional.ofNullable(blobs.get(key));
    }

    synchronized int deleteBlobs(Collection<String> keys) {
        requirePresent();
        int before = blobs.size();
        blobs.keySet().removeAll(Set.copyOf(keys));
        return before - blobs.size();
    }

    synchronized List<String> listBlobs(String prefix) {
        requirePresent();
        return blobs.tailMap(prefix).keySet().stream()
                .takeWhile(key -> key.startsWith(prefix))
                .toList();
    }

    private void requireWriter(long epoch) {
        requirePresent();
        if (root.epoch() != epoch) {
            throw StorageErrors.fenced(epoch, root.epoch());
        }
    }

    private void requirePresent() {
        if (deleted) {
            throw StorageErrors.deleted(name);
        }
    }
}
