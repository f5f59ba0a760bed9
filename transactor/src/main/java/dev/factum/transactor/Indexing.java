package dev.factum.transactor;

import dev.factum.facts.database.State;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The thread that folds novelty into segments while transactions go on.
///
/// A round sets the novelty apart, folds it, and lets the segments take its place; the first and
/// the last of these are done by whoever applies, between two transactions, and take no time. If
/// novelty grows much faster than it is folded, whoever applies waits here, so that memory is
/// bounded. A round that fails leaves the novelty as it is, and is tried again.
final class Indexing {

    private static final System.Logger LOG = System.getLogger(Indexing.class.getName());

    /// With so many times the novelty that starts a round, writers wait for its end.
    private static final int MOST = 4;

    private static final long REST_NANOS = 1_000_000_000;

    private final Consumer<Work.Reindexing> writer;
    private final IndexingRound rounds;
    private final Excisions excisions;
    private final int limit;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean isDemanded;
    private boolean isRoundDemanded;
    private boolean isFolding;
    private boolean isClosing;

    /// @param writer does what is handed to it, in order with the transactions
    /// @param limit the novelty that starts a round
    Indexing(Consumer<Work.Reindexing> writer, SegmentFolder folder, Takeover takeover, int limit) {
        this.writer = writer;
        this.excisions = Excisions.of(takeover);
        this.rounds = new IndexingRound(this::changed, folder, excisions, takeover);
        this.limit = limit;
        this.isRoundDemanded = excisions.isWaiting();
        this.thread = Thread.ofPlatform().daemon().name("factum-index").unstarted(this::work);
    }

    void start() {
        thread.start();
    }

    /// There is much novelty: it should be folded. Waits if there is far too much of it and a round
    /// is on.
    void demand(long novelty) {
        lock.lock();
        try {
            if (!isFolding && !isDemanded) {
                isDemanded = true;
                changed.signalAll();
            }
            while (isFolding && novelty > (long) limit * MOST && !isClosing) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /// A transaction that is durable requests to excise something; nobody knows of it yet.
    void demandExcision(long t) {
        excisions.add(t);
        demandRound();
    }

    /// A round is wanted for what it does beside folding, after the one that is on.
    void demandRound() {
        lock.lock();
        try {
            isRoundDemanded = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// What is to be excised, and who waits for it.
    Excisions excisions() {
        return excisions;
    }

    private void work() {
        while (awaitDemand()) {
            boolean isWanted = takeDemand();
            boolean isDone = false;
            try {
                isDone = round();
            } catch (
                    Throwable failed) { // novelty stays where it is, and the next round tries again
                LOG.log(Level.ERROR, "Novelty could not be folded into segments", failed);
            }
            if (!isDone) {
                restAfterFailure();
            }
            if (!isDone && (isWanted || excisions.isWaiting())) {
                demandRound();
            }
            forgetDemands();
        }
    }

    /// What was demanded from here on needs a round after the next one.
    private boolean takeDemand() {
        lock.lock();
        try {
            boolean isWanted = isRoundDemanded;
            isRoundDemanded = false;
            return isWanted;
        } finally {
            lock.unlock();
        }
    }

    private void restAfterFailure() {
        lock.lock();
        try {
            long left = REST_NANOS;
            while (!isClosing && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException ended) {
            LOG.log(Level.DEBUG, "Nobody waits any more", ended);
        } finally {
            lock.unlock();
        }
    }

    /// What was demanded during a round has been done by it.
    private void forgetDemands() {
        lock.lock();
        try {
            isDemanded = false;
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitDemand() {
        lock.lock();
        try {
            while (!isDemanded && !isRoundDemanded && !isClosing) {
                changed.awaitUninterruptibly();
            }
            return !isClosing;
        } finally {
            lock.unlock();
        }
    }

    /// Answers false if it was not let to its end, because what it changed was judged after a
    /// setback.
    private boolean round() {
        folding(rounds::finishExcision);
        State frozen = rounds.freeze();
        if (frozen == null || !rounds.take(folded(frozen))) {
            return false;
        }
        folding(rounds::finishExcision);
        return true;
    }

    private IndexingRound.Folded folded(State frozen) {
        var folded = new AtomicReference<IndexingRound.@Nullable Folded>();
        try {
            folding(() -> folded.set(rounds.fold(frozen)));
        } finally {
            if (folded.get() == null) {
                rounds.thaw();
            }
        }
        return Objects.requireNonNull(folded.get());
    }

    private void folding(Runnable work) {
        setFolding(true);
        try {
            work.run();
        } finally {
            setFolding(false);
        }
    }

    private @Nullable State changed(UnaryOperator<State> change) {
        var done = new CompletableFuture<@Nullable State>();
        writer.accept(new Work.Reindexing(change, done::complete));
        return done.join();
    }

    /// Only while nothing is asked of whoever applies, who may wait for the end of it.
    private void setFolding(boolean folding) {
        lock.lock();
        try {
            isFolding = folding;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Ends after the round that is on. Whoever applies must still do so.
    void close() {
        lock.lock();
        try {
            isClosing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        Uninterrupted.run(thread::join);
        excisions.close();
    }
}
