package dev.factum.testkit.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What came of many seeds. Immutable.
///
/// @param seeds how many were run
/// @param steps how many steps in all
/// @param failed the first runs in which something was wrong
/// @param struck how often each kind of fault happened
/// @param reached how often each state was reached
public record SimulationReport(
        int seeds,
        long steps,
        List<SimulationRun> failed,
        Map<Hazard, Integer> struck,
        Map<Landmark, Integer> reached) {

    /// Runs until enough have failed.
    static SimulationReport of(Stream<SimulationRun> runs, int mostFailed) {
        int seeds = 0;
        long steps = 0;
        var failed = new ArrayList<SimulationRun>();
        Map<Hazard, Integer> struck = new EnumMap<>(Hazard.class);
        Map<Landmark, Integer> reached = new EnumMap<>(Landmark.class);
        var each = runs.iterator();
        while (each.hasNext() && failed.size() < mostFailed) {
            SimulationRun run = each.next();
            seeds++;
            steps += run.steps();
            run.struck().forEach((hazard, times) -> struck.merge(hazard, times, Integer::sum));
            run.reached().forEach((mark, times) -> reached.merge(mark, times, Integer::sum));
            if (!run.isClean()) {
                failed.add(run);
            }
        }
        return new SimulationReport(seeds, steps, List.copyOf(failed), struck, reached);
    }

    /// Fails if a run has failed, with its history and how to replay it.
    public SimulationReport assertClean() {
        if (!failed.isEmpty()) {
            throw new AssertionError(this + "\n" + failed.getFirst());
        }
        return this;
    }

    /// Fails if one of these states was never reached. A single seed need not reach any.
    public SimulationReport assertReached(Set<Landmark> wanted) {
        Set<Landmark> missing = EnumSet.noneOf(Landmark.class);
        missing.addAll(wanted);
        missing.removeAll(reached.keySet());
        if (seeds > 1 && !missing.isEmpty()) {
            throw new AssertionError("Never reached: " + missing + "\n" + this);
        }
        return this;
    }

    @Override
    public String toString() {
        return seeds
                + " seeds, "
                + steps
                + " steps, "
                + failed.size()
                + " failed\nfaults: "
                + struck
                + "\nreached: "
                + reached;
    }
}
