package dev.factum.transactor;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.TxReport;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.Indexes;
import dev.factum.facts.tx.Transaction;
import dev.factum.facts.tx.TxOptions;
import dev.factum.facts.value.Bytes;
import dev.factum.storage.log.LogCodec;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/// Judges one request after the other against the newest database, durable or not, and survives
/// whatever the code of a request does. Used by one thread at a time.
///
/// A refusal that came about while somebody interrupted the thread, for reasons that have nothing
/// to do with the request, is not believed: the request is judged once more.
final class Judge {

    private static final System.Logger LOG = System.getLogger(Judge.class.getName());

    private final InstantSource clock;
    private final int transactions;
    private final Watchdog watchdog;
    private TouchWindow window;
    private Database newest;

    Judge(Database durable, WriterOptions options, Watchdog watchdog) {
        this.clock = options.clock();
        this.transactions = options.window();
        this.window = new TouchWindow(transactions, durable.basisT());
        this.watchdog = watchdog;
        this.newest = durable;
    }

    Judged.Reply judge(Work.Request work) {
        Judged.Reply judged = attempted(work);
        Watchdog.Ending ending = watchdog.end();
        if (ending == Watchdog.Ending.DISTURBED && judged instanceof Judged.Answered) {
            judged = attempted(work);
            ending = watchdog.end();
        }
        if (ending == Watchdog.Ending.TOO_LATE) {
            return rejected(
                    work,
                    FactumError.of(
                            DbErrorCode.TX_FN_BUDGET,
                            "The code of the transaction ran for too long and was interrupted"));
        }
        if (judged instanceof Judged.Applied applied) {
            newest = applied.after();
            window.add(applied.entry().t(), applied.entry().datoms());
        }
        return judged;
    }

    /// Goes on from what is durable, because what was judged since was not appended. What was
    /// touched since is forgotten: those t will be others'.
    void resume(Database durable) {
        newest = durable;
        window = new TouchWindow(transactions, durable.basisT());
    }

    /// Goes on with the same database in other indexes, or as before if they cannot be made.
    Judged.Reindexed reindex(Work.Reindexing work) {
        try {
            newest = newest.withState(work.change().apply(newest.state()));
            return new Judged.Reindexed(work.whenDurable(), newest);
        } catch (RuntimeException failed) { // must not end the writer
            LOG.log(Level.ERROR, "The indexes could not be changed", failed);
            return new Judged.Reindexed(_ -> work.whenDurable().accept(null), newest);
        }
    }

    /// The indexes of the newest database.
    Indexes indexes() {
        return newest.state().indexes();
    }

    private Judged.Reply attempted(Work.Request work) {
        watchdog.begin();
        try {
            return considered(work);
        } catch (FactumError refused) {
            return rejected(work, refused);
        } catch (Throwable failed) { // user code may throw anything, and must not end the writer
            return rejected(work, failure(failed));
        }
    }

    /// The claim comes first, then what was read, then the transaction itself.
    private Judged.Reply considered(Work.Request work) {
        TxRequest request = work.request();
        OptionalLong claimed = claimedAt(request.claim());
        if (claimed.isPresent()) {
            return new Judged.Answered(
                    work.whenDone(), new TxResult.Duplicate(claimed.getAsLong()));
        }
        Optional<TxResult.Conflict> conflict = window.conflict(request.basis(), request.reads());
        return conflict.isPresent()
                ? new Judged.Answered(work.whenDone(), conflict.get())
                : applied(work);
    }

    private OptionalLong claimedAt(Optional<String> claim) {
        return claim.isEmpty()
                ? OptionalLong.empty()
                : Transaction.claimedAt(newest.state(), claim.get());
    }

    private Judged.Reply applied(Work.Request work) {
        TxRequest request = work.request();
        TxRequest.Decision decision = request.decide(newest);
        Instant now = Instant.ofEpochMilli(clock.millis());
        TxReport report =
                Transaction.apply(
                        newest,
                        decision.txData(),
                        TxOptions.at(now, request.claim().orElse(null)).fillingLater());
        var render = decision.attachment();
        Bytes attachment = render == null ? null : render.apply(report);
        var entry = new LogEntry(report.t(), report.datoms(), attachment);
        return new Judged.Applied(
                work.whenDone(),
                new TxResult.Committed(report),
                report.dbAfter(),
                entry,
                LogCodec.encode(entry));
    }

    private static FactumError failure(Throwable failed) {
        return FactumError.of(
                        DbErrorCode.TX_FN_FAILED, "The code of the transaction failed", failed)
                .with("cause", failed.toString());
    }

    private static Judged.Reply rejected(Work.Request work, FactumError error) {
        return new Judged.Answered(work.whenDone(), new TxResult.Rejected(error));
    }
}
