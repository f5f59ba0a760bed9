package dev.factum.machine.run;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Work in lanes: one after the other within a key, keys beside each other on virtual threads.
///
/// A lane has a thread while there is work in it, and is gone when there is none. Safe to share
/// between threads.
final class Lanes {

    private static final System.Logger LOG = System.getLogger(Lanes.class.getName());

    private final Map<String, Queue<Runnable>> lanes = new ConcurrentHashMap<>();
    private final Semaphore running;

    /// @param most how many lanes work at once
    Lanes(int most) {
        this.running = new Semaphore(most);
    }

    /// Puts work at the end of a lane.
    void enter(String key, Runnable work) {
        lanes.compute(
                key,
                (_, lane) -> {
                    if (lane != null) {
                        lane.add(work);
                        return lane;
                    }
                    Queue<Runnable> opened = new ArrayDeque<>();
                    opened.add(work);
                    Thread.ofVirtual().name("factum-lane").start(() -> drain(key));
                    return opened;
                });
    }

    private void drain(String key) {
        Runnable work = next(key);
        while (work != null) {
            running.acquireUninterruptibly();
            try {
                work.run();
            } catch (Throwable defect) { // the lane goes on with what comes next
                LOG.log(Level.ERROR, "Work in a lane failed", defect);
            } finally {
                running.release();
            }
            work = next(key);
        }
    }

    /// The next work of a lane; closes the lane if there is none.
    private @Nullable Runnable next(String key) {
        Runnable[] found = new Runnable[1];
        lanes.computeIfPresent(
                key,
                (_, lane) -> {
                    found[0] = lane.poll();
                    return found[0] == null ? null : lane;
                });
        return found[0];
    }

    boolean isEmpty() {
        return lanes.isEmpty();
    }
}
