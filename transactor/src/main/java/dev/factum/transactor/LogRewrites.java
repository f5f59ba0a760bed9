package dev.factum.transactor;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.tx.Excision;
import dev.factum.facts.value.Bytes;
import dev.factum.storage.Storage;
import dev.factum.storage.Storage.LogRecord;
import dev.factum.storage.StorageErrors;
import dev.factum.storage.log.LogCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/// All that changes records which are in the log already, one after the other: what one of them has
/// taken out of a record must not come back with what another had read before. Writers append
/// meanwhile. Safe to share between threads.
final class LogRewrites {

    private final ReentrantLock lock = new ReentrantLock();
    private final Storage storage;
    private final long epoch;

    LogRewrites(Storage storage, long epoch) {
        this.storage = storage;
        this.epoch = epoch;
    }

    /// Takes out of all records what is excised.
    void excise(Excision excision) {
        lock.lock();
        try {
            new LogExcision(storage, epoch, excision).run();
        } finally {
            lock.unlock();
        }
    }

    /// Gives records other attachments, all or none.
    void replaceAttachments(Map<Long, Bytes> attachments) {
        lock.lock();
        try {
            List<LogRecord> changed = changed(new TreeMap<>(attachments));
            if (!changed.isEmpty()) {
                storage.rewrite(epoch, changed);
            }
        } finally {
            lock.unlock();
        }
    }

    private List<LogRecord> changed(NavigableMap<Long, Bytes> attachments) {
        List<LogRecord> changed = new ArrayList<>();
        Long next = attachments.isEmpty() ? null : attachments.firstKey();
        while (next != null) {
            List<LogRecord> page = storage.readLog(next, attachments.lastKey() + 1);
            if (page.isEmpty()) {
                throw StorageErrors.notInLog(next);
            }
            for (LogRecord each : page) {
                Bytes attachment = attachments.get(each.t());
                if (attachment != null) {
                    List<Datom> datoms = LogCodec.decode(each).datoms();
                    changed.add(LogCodec.encode(new LogEntry(each.t(), datoms, attachment)));
                }
            }
            next = attachments.higherKey(page.getLast().t());
        }
        return changed;
    }
}
