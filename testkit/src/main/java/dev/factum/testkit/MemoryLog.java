package dev.factum.testkit;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.ReadRange;
import dev.factum.facts.database.TxReport;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.tx.Transaction;
import dev.factum.facts.tx.TxOptions;
import dev.factum.facts.value.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A database with its log as a value: what a writer does with a request, and nothing else.
///
/// Immutable, so that a test can go on from one moment in several ways. A writer judges in this
/// order: claim, reads, transaction data.
public final class MemoryLog {

    private final Database database;
    private final Past past;
    private final boolean validating;

    /// The entries of the log, the last one first, shared by all that went on from one moment.
    private record Past(LogEntry last, Optional<Past> before) {}

    private MemoryLog(Database database, Past past, boolean validating) {
        this.database = database;
        this.past = past;
        this.validating = validating;
    }

    /// What comes of a request.
    ///
    /// @param after the log with the transaction, or the log as it was
    public record Written(TxResult result, MemoryLog after) {}

    /// A log that begins with this database; what happened before is one empty entry.
    public static MemoryLog from(Database database) {
        return new MemoryLog(
                database,
                new Past(new LogEntry(database.basisT(), List.of(), null), Optional.empty()),
                true);
    }

    /// The same log under a writer that ignores read sets: to show what they are for.
    public MemoryLog withoutValidation() {
        return new MemoryLog(database, past, false);
    }

    public Database database() {
        return database;
    }

    /// The entries from t `from` (inclusive) to `to` (exclusive).
    public List<LogEntry> entries(long from, long to) {
        var entries = new ArrayList<LogEntry>();
        Optional<Past> each = Optional.of(past);
        while (each.isPresent() && each.get().last().t() >= Math.max(from, 1)) {
            LogEntry entry = each.get().last();
            if (entry.t() < to) {
                entries.add(entry);
            }
            each = each.get().before();
        }
        return entries.reversed();
    }

    /// The same log with other attachments.
    ///
    /// @param attachments by the t of the transaction, which is there
    MemoryLog withAttachments(Map<Long, Bytes> attachments) {
        var entries = new ArrayList<LogEntry>();
        for (var each = Optional.of(past); each.isPresent(); each = each.get().before()) {
            entries.add(each.get().last());
        }
        var after = new Past(entries.getLast(), Optional.empty());
        for (LogEntry entry : entries.reversed().subList(1, entries.size())) {
            Bytes attachment = attachments.get(entry.t());
            var with =
                    attachment == null
                            ? entry
                            : new LogEntry(entry.t(), entry.datoms(), attachment);
            after = new Past(with, Optional.of(after));
        }
        return new MemoryLog(database, after, validating);
    }

    /// Judges a request and applies it if nothing speaks against it.
    public Written write(TxRequest request, Instant now) {
        Optional<String> claim = request.claim();
        OptionalLong claimed =
                claim.isEmpty()
                        ? OptionalLong.empty()
                        : Transaction.claimedAt(database.state(), claim.get());
        if (claimed.isPresent()) {
            return new Written(new TxResult.Duplicate(claimed.getAsLong()), this);
        }
        Optional<TxResult> conflict = conflict(request);
        return conflict.isPresent()
                ? new Written(conflict.get(), this)
                : apply(request, TxOptions.at(now, claim.orElse(null)));
    }

    private Optional<TxResult> conflict(TxRequest request) {
        if (!validating || request.reads().isEmpty()) {
            return Optional.empty();
        }
        for (LogEntry entry : entries(request.basis() + 1, database.nextT())) {
            for (Datom datom : entry.datoms()) {
                Optional<ReadRange> touched = request.reads().touchedBy(datom);
                if (touched.isPresent()) {
                    return Optional.of(new TxResult.Conflict(touched.get(), entry.t()));
                }
            }
        }
        return Optional.empty();
    }

    private Written apply(TxRequest request, TxOptions options) {
        try {
            TxRequest.Decision decision = request.decide(database);
            TxReport report = Transaction.apply(database, decision.txData(), options);
            var render = decision.attachment();
            Bytes attachment = render == null ? null : render.apply(report);
            var entry = new LogEntry(report.t(), report.datoms(), attachment);
            var after =
                    new MemoryLog(report.dbAfter(), new Past(entry, Optional.of(past)), validating);
            return new Written(new TxResult.Committed(report), after);
        } catch (FactumError refused) {
            return new Written(new TxResult.Rejected(refused), this);
        } catch (RuntimeException | StackOverflowError failed) {
            var error =
                    FactumError.of(
                            DbErrorCode.TX_FN_FAILED, "The code of the transaction failed", failed);
            return new Written(new TxResult.Rejected(error), this);
        }
    }
}
