package dev.factum.transactor;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.tx.Excision;
import dev.factum.facts.tx.ExcisionFilter;
import dev.factum.storage.Storage;
import dev.factum.storage.Storage.LogRecord;
import dev.factum.storage.log.LogCodec;
import java.util.ArrayList;
import java.util.List;

/// Takes what is excised out of the log, page by page. Every record keeps its t and its attachment,
/// and what was done may be done again. Belongs to one thread.
final class LogExcision {

    private final Storage storage;
    private final long epoch;
    private final ExcisionFilter filter;

    LogExcision(Storage storage, long epoch, Excision excision) {
        this.storage = storage;
        this.epoch = epoch;
        this.filter = excision.filter();
    }

    void run() {
        List<LogRecord> page = storage.readLog(1);
        while (!page.isEmpty()) {
            List<LogRecord> changed = changed(page);
            if (!changed.isEmpty()) {
                storage.rewrite(epoch, changed);
            }
            page = storage.readLog(page.getLast().t() + 1);
        }
    }

    private List<LogRecord> changed(List<LogRecord> page) {
        List<LogRecord> changed = new ArrayList<>();
        for (LogRecord each : page) {
            LogEntry entry = LogCodec.decode(each);
            List<Datom> left = new ArrayList<>(entry.datoms());
            if (left.removeAll(filter.excised(entry.datoms()))) {
                changed.add(LogCodec.encode(new LogEntry(entry.t(), left, entry.attachment())));
            }
        }
        return changed;
    }
}
