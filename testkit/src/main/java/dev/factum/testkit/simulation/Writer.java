package dev.factum.testkit.simulation;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.testkit.MemoryLog;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/// The writer of the database and its storage, and the network before it. Belongs to one run.
final class Writer {

    private static final Duration LONGEST_AWAY = Duration.ofSeconds(20);
    private static final Duration LATEST = Duration.ofSeconds(90);

    private final Timeline timeline;
    private final Chance chance;
    private final Observer observer;
    private MemoryLog log;
    private Instant awayUntil = Instant.MIN;

    /// Who is told of transactions.
    @FunctionalInterface
    interface Observer {

        /// Takes note of a transaction.
        ///
        /// @param before the log right before it
        void committed(MemoryLog before, MemoryLog after, LogEntry entry);
    }

    Writer(MemoryLog start, Timeline timeline, Chance chance, Observer observer) {
        this.log = start;
        this.timeline = timeline;
        this.chance = chance;
        this.observer = observer;
    }

    MemoryLog log() {
        return log;
    }

    /// Sends a request on its way; the answer may come before, after, or without the transaction.
    void ask(String who, TxRequest request, Consumer<TxResult> answer) {
        timeline.after(
                chance.step(), Timeline.WORLD, () -> arrived(new Asked(who, request, answer)));
    }

    private record Asked(String who, TxRequest request, Consumer<TxResult> answer) {}

    private void arrived(Asked asked) {
        if (chance.strikes(Hazard.WRITER_AWAY)) {
            goAway();
        }
        if (awayUntil.isAfter(timeline.instant()) && !chance.isCalm()) {
            answer(asked, chance.below(2) == 0 ? unknown() : unavailable(), "away");
        } else if (chance.strikes(Hazard.REQUEST_LOST)) {
            answer(asked, unknown(), "lost on its way");
        } else if (chance.strikes(Hazard.APPEND_TORN)) {
            goAway();
            answer(asked, unknown(), "torn");
        } else if (chance.strikes(Hazard.WRITE_LATE)) {
            answer(asked, unknown(), "late");
            timeline.after(
                    chance.upTo(LATEST),
                    Timeline.WORLD,
                    () -> write(new Asked(asked.who + " (late)", asked.request, _ -> {})));
        } else if (chance.strikes(Hazard.ANSWER_LOST)) {
            write(new Asked(asked.who + " (unheard)", asked.request, _ -> {}));
            answer(asked, unknown(), "unheard");
        } else {
            write(asked);
        }
    }

    private void goAway() {
        awayUntil = timeline.instant().plus(chance.upTo(LONGEST_AWAY));
        timeline.note("the writer is away until " + awayUntil);
    }

    private void write(Asked asked) {
        MemoryLog before = log;
        Instant last = before.database().state().lastInstant();
        Instant now = timeline.instant().isAfter(last) ? timeline.instant() : last;
        MemoryLog.Written written = before.write(asked.request, now);
        log = written.after();
        answer(asked, written.result(), said(written.result()));
        if (written.result() instanceof TxResult.Committed(var report)) {
            LogEntry entry = log.entries(report.t(), report.t() + 1).getFirst();
            observer.committed(before, log, entry);
        }
    }

    private void answer(Asked asked, TxResult result, String said) {
        timeline.note(asked.who + ": " + said);
        asked.answer.accept(result);
    }

    private static String said(TxResult result) {
        return switch (result) {
            case TxResult.Committed(var report) -> "committed as " + report.t();
            case TxResult.Duplicate(long t) -> "was decided at " + t;
            case TxResult.Conflict(_, long t) -> "conflicts with " + t;
            case TxResult.Rejected(var error) -> "rejected: " + error.code().code();
            case TxResult.Indeterminate _ -> "unknown";
        };
    }

    private static TxResult unknown() {
        return new TxResult.Indeterminate(
                FactumError.of(DbErrorCode.TRANSACTION_TIMEOUT, "The answer was lost"));
    }

    private static TxResult unavailable() {
        return new TxResult.Rejected(
                FactumError.of(DbErrorCode.TRANSACTOR_UNAVAILABLE, "The writer is away"));
    }
}
