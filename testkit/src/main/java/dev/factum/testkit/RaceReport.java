package dev.factum.testkit;

import java.util.List;
import java.util.stream.Collectors;

/// What a [RaceExplorer] found. Immutable.
///
/// @param orders how many orders there are
/// @param broken the orders in which the rule was broken, step by step, and why
public record RaceReport(int orders, List<String> broken) {

    private static final int SHOWN = 5;

    public RaceReport {
        broken = List.copyOf(broken);
    }

    public boolean holds() {
        return broken.isEmpty();
    }

    /// Fails with the first orders that break the rule, if there are any.
    public void assertHolds() {
        if (!holds()) {
            throw new AssertionError(toString());
        }
    }

    @Override
    public String toString() {
        String shown =
                broken.stream()
                        .limit(SHOWN)
                        .map(order -> "\n  " + order)
                        .collect(Collectors.joining());
        return orders + " orders, the rule broken " + broken.size() + " times" + shown;
    }
}
