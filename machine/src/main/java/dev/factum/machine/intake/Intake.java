package dev.factum.machine.intake;

import dev.factum.facts.error.FactumError;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.handler.HandlerDefinition;
import dev.factum.machine.request.Health;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// Keeps messages away from handlers whose contract names a destination that keeps failing, and
/// lets them in again little by little when it is well.
///
/// A handler's messages of one key stay in their order: while one waits, so do those after it. What
/// waits holds no thread. Has no thread of its own: somebody calls [#release] when there is
/// something that waits. Safe to share between threads.
public final class Intake {

    private static final Duration LONGEST_REST = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration NOTHING_WAITS = Duration.ofMinutes(1);

    private final Function<String, Health> health;
    private final LongSupplier nanoTime;
    private final Runnable whenKept;
    private final Object lock = new Object();
    private final Map<String, Inflow> inflows = new HashMap<>();
    private final Map<Lane, Waiting> lanes = new LinkedHashMap<>();
    private int kept;

    /// @param health of a destination
    /// @param nanoTime a clock that never goes back, such as `System::nanoTime`
    /// @param whenKept called when something begins to wait
    public Intake(Function<String, Health> health, LongSupplier nanoTime, Runnable whenKept) {
        this.health = health;
        this.nanoTime = nanoTime;
        this.whenKept = whenKept;
    }

    /// One handler's messages of one key.
    private record Lane(String handler, String key) {}

    private static final class Waiting {
        private final Set<String> destinations;
        private final Queue<Consumer<Runnable>> works = new ArrayDeque<>();
        private boolean isBusy;

        Waiting(Set<String> destinations) {
            this.destinations = destinations;
        }
    }

    // ---- coming

    /// True if a handler is not to begin with a message of this key now. Then `work` begins it
    /// later, and calls what it is given when that has come to its end.
    public boolean keeps(HandlerDefinition<?> handler, String key, Consumer<Runnable> work) {
        Set<String> destinations = handler.contract().destinations();
        if (destinations.isEmpty()) {
            return false;
        }
        synchronized (lock) {
            var lane = new Lane(handler.name(), key);
            Waiting waiting = lanes.get(lane);
            if (waiting == null && admits(destinations).isZero()) {
                return false;
            }
            lanes.computeIfAbsent(lane, _ -> new Waiting(destinations)).works.add(work);
            kept++;
        }
        whenKept.run();
        return true;
    }

    /// Why a handler is not to begin with a message of this key now, for those who had better come
    /// again than wait.
    public Optional<FactumError> refusal(HandlerDefinition<?> handler, String key) {
        Set<String> destinations = handler.contract().destinations();
        if (destinations.isEmpty()) {
            return Optional.empty();
        }
        synchronized (lock) {
            boolean isBehind = lanes.containsKey(new Lane(handler.name(), key));
            Duration rest = isBehind ? SOON : admits(destinations);
            return rest.isZero() ? Optional.empty() : Optional.of(failing(handler, rest));
        }
    }

    private static FactumError failing(HandlerDefinition<?> handler, Duration rest) {
        return FactumError.of(
                        MachineErrorCode.DESTINATION_FAILING,
                        "A destination that this handler needs keeps failing")
                .with("handler", handler.name())
                .with("destinations", handler.contract().destinations())
                .with("retry-after", Math.max(1, rest.plusMillis(999).toSeconds()));
    }

    /// How long to wait before one more may begin; if that is zero, it counts as begun.
    private Duration admits(Set<String> destinations) {
        long now = nanoTime.getAsLong();
        Duration longest = Duration.ZERO;
        for (String destination : destinations) {
            Duration rest = inflow(destination).rest(health.apply(destination), now);
            longest = rest.compareTo(longest) > 0 ? rest : longest;
        }
        if (longest.isZero()) {
            destinations.forEach(each -> inflow(each).take());
        }
        return longest;
    }

    private Inflow inflow(String destination) {
        return inflows.computeIfAbsent(destination, _ -> new Inflow());
    }

    // ---- going on

    /// Begins what may begin now, and says how long to wait before it is worth asking again.
    public Duration release() {
        var begun = new ArrayList<Runnable>();
        Map<Set<String>, Duration> refused = new HashMap<>();
        synchronized (lock) {
            lanes.forEach((lane, waiting) -> {
                if (!waiting.isBusy && !refused.containsKey(waiting.destinations)) {
                    Duration rest = admits(waiting.destinations);
                    if (rest.isZero()) {
                        begun.add(next(lane, waiting));
                    } else {
                        refused.put(waiting.destinations, rest);
                    }
                }
            });
        }
        begun.forEach(Runnable::run);
        return refused.values().stream()
                .min(Duration::compareTo)
                .map(rest -> rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST)
                .orElse(NOTHING_WAITS);
    }

    private Runnable next(Lane lane, Waiting waiting) {
        Consumer<Runnable> work = waiting.works.remove();
        waiting.isBusy = true;
        kept--;
        return () -> work.accept(() -> done(lane, waiting));
    }

    private void done(Lane lane, Waiting waiting) {
        Runnable then = whenKept;
        synchronized (lock) {
            waiting.isBusy = false;
            if (waiting.works.isEmpty()) {
                lanes.remove(lane);
            } else if (admits(waiting.destinations).isZero()) {
                then = next(lane, waiting);
            }
        }
        then.run();
    }

    // ---- looking

    /// How many messages wait.
    public int kept() {
        synchronized (lock) {
            return kept;
        }
    }

    /// True if nothing waits, and nothing that has waited is being decided.
    public boolean isEmpty() {
        synchronized (lock) {
            return lanes.isEmpty();
        }
    }

    /// The handlers that are given no messages now, or few, each with a destination that is why.
    public Map<String, String> paused(List<HandlerDefinition<?>> handlers) {
        var paused = new TreeMap<String, String>();
        for (HandlerDefinition<?> handler : handlers) {
            for (String destination : handler.contract().destinations()) {
                if (!(health.apply(destination) instanceof Health.Well)) {
                    paused.putIfAbsent(handler.name(), destination);
                }
            }
        }
        return paused;
    }
}
