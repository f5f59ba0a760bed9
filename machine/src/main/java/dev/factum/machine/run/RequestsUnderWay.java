package dev.factum.machine.run;

import dev.factum.facts.error.FactumError;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// The requests that are being performed here, each on a virtual thread, and those that rest for a
/// while although they are due. Safe to share between threads.
final class RequestsUnderWay {

    private static final System.Logger LOG = System.getLogger(RequestsUnderWay.class.getName());
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final RequestPerformer performer;
    private final InstantSource clock;
    private final int most;
    private final Runnable whenOneEnds;
    private final Map<String, Instant> resting = new ConcurrentHashMap<>();
    private final Map<String, Thread> running = new ConcurrentHashMap<>();
    private final LongAdder performed = new LongAdder();

    RequestsUnderWay(
            RequestPerformer performer, InstantSource clock, int most, Runnable whenOneEnds) {
        this.performer = performer;
        this.clock = clock;
        this.most = most;
        this.whenOneEnds = whenOneEnds;
    }

    /// How many more may be begun. Half of them are waited for, so that not each end of one leads
    /// to a look at all that is due.
    int room() {
        int room = most - running.size();
        return room * 2 < most ? 0 : room;
    }

    /// True if a request is left alone for now.
    boolean isTaken(String id, Instant now) {
        Instant until = resting.get(id);
        return running.containsKey(id) || (until != null && until.isAfter(now));
    }

    void begin(String id) {
        Thread thread = Thread.ofVirtual().name("factum-request").unstarted(() -> perform(id));
        if (running.putIfAbsent(id, thread) == null) {
            resting.remove(id);
            thread.start();
        }
    }

    private void perform(String id) {
        Duration rest = AFTER_FAILURE;
        try {
            rest = performer.perform(id);
            performed.increment();
        } catch (FactumError unreachable) { // it is still on the agenda
            LOG.log(Level.WARNING, "A request waits", unreachable);
        } catch (Throwable failed) { // a gateway may throw anything
            LOG.log(Level.ERROR, "A request could not be performed", failed);
        } finally {
            if (rest.isPositive()) {
                resting.put(id, clock.instant().plus(rest));
            }
            running.remove(id);
            whenOneEnds.run();
        }
    }

    /// When the first of those that rest is to be looked at again.
    Optional<Instant> nextAwake(Instant now) {
        resting.values().removeIf(until -> !until.isAfter(now));
        return resting.values().stream().min(Instant::compareTo);
    }

    boolean isEmpty() {
        return running.isEmpty();
    }

    /// How often a request was taken further.
    long performed() {
        return performed.sum();
    }

    /// Waits for all that is under way.
    void join() {
        for (Thread thread : running.values()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
