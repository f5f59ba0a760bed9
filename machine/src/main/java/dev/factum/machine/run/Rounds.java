package dev.factum.machine.run;

import dev.factum.facts.error.FactumError;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A thread that does the same again and again, and sleeps in between until it is woken. A round
/// that fails is done again after a moment. Safe to share between threads.
final class Rounds implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Rounds.class.getName());

    /// What is done each time.
    @FunctionalInterface
    interface Round {

        /// Does it, and says how long there is nothing to do after it.
        Duration run();
    }

    private final String name;
    private final Round round;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean isWoken;
    private volatile boolean ending;

    /// @param name that of the thread, for logs
    Rounds(String name, Round round) {
        this.name = name;
        this.round = round;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// The next round comes at once.
    void wake() {
        lock.lock();
        try {
            isWoken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// True if the round that is on is the last one.
    boolean isEnding() {
        return ending;
    }

    private void run() {
        int failures = 0;
        while (!ending) {
            try {
                Duration rest = round.run();
                failures = 0;
                sleep(rest);
            } catch (FactumError problem) {
                LOG.log(Level.WARNING, "A round of " + name + " has failed", problem);
                failures++;
                Backoff.pause(failures);
            } catch (Throwable problem) { // what was not done is found by the next round
                LOG.log(Level.ERROR, "A round of " + name + " has failed", problem);
                failures++;
                Backoff.pause(failures);
            }
        }
    }

    private void sleep(Duration longest) {
        lock.lock();
        try {
            long left = longest.toNanos();
            while (!isWoken && !ending && left > 0) {
                left = changed.awaitNanos(left);
            }
            isWoken = false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /// Finishes the round that is on, and ends.
    @Override
    public void close() {
        ending = true;
        wake();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
