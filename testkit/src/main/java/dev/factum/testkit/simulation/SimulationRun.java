package dev.factum.testkit.simulation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What came of one seed. Immutable.
///
/// @param problems what is wrong; empty if nothing is
/// @param history what has happened, in order, with the virtual time
/// @param steps how many steps were done
/// @param struck how often each kind of fault happened
/// @param reached how often each state was reached
public record SimulationRun(
        long seed,
        List<String> problems,
        List<String> history,
        long steps,
        Map<Hazard, Integer> struck,
        Map<Landmark, Integer> reached) {

    private static final int SHOWN = 120;

    public SimulationRun {
        problems = List.copyOf(problems);
        history = List.copyOf(history);
        struck = new EnumMap<>(struck.isEmpty() ? new EnumMap<>(Hazard.class) : struck);
        reached = new EnumMap<>(reached.isEmpty() ? new EnumMap<>(Landmark.class) : reached);
    }

    public boolean isClean() {
        return problems.isEmpty();
    }

    /// True if the same kind of thing is wrong.
    boolean isLike(SimulationRun other) {
        return kind().equals(other.kind());
    }

    private String kind() {
        return isClean() ? "" : problems.getFirst().split(": ", 2)[0];
    }

    @Override
    public String toString() {
        List<String> shown =
                history.size() > SHOWN
                        ? history.subList(history.size() - SHOWN, history.size())
                        : history;
        return "seed "
                + seed
                + (isClean() ? " is clean" : ": " + String.join("\n  ", problems))
                + "\n  "
                + String.join("\n  ", shown)
                + "\nreplay it with -Dseed="
                + seed;
    }
}
