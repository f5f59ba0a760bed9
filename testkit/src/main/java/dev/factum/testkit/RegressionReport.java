package dev.factum.testkit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a [Regression] found. Immutable.
///
/// @param compared how many decisions were made again
/// @param unknown how many could not be, because their messages were not found
/// @param changes what would have been decided otherwise, the most recent first
public record RegressionReport(int compared, int unknown, List<Change> changes) {

    private static final int SHOWN = 10;

    public RegressionReport {
        changes = List.copyOf(changes);
    }

    /// A decision that would have been another one.
    ///
    /// @param t the transaction that made it durable
    /// @param message the identity of the message
    /// @param lines where the effects differ
    public record Change(long t, String handler, String message, List<String> lines) {
        public Change {
            lines = List.copyOf(lines);
        }

        @Override
        public String toString() {
            return handler
                    + " at "
                    + t
                    + " for "
                    + message
                    + ":\n    "
                    + String.join("\n    ", lines);
        }
    }

    /// How many decisions of each handler would have been others.
    public Map<String, Long> byHandler() {
        return changes.stream()
                .collect(
                        Collectors.groupingBy(
                                Change::handler, TreeMap::new, Collectors.counting()));
    }

    /// Fails with the first changes, if there are any.
    public void assertSame() {
        if (!changes.isEmpty()) {
            throw new AssertionError(toString());
        }
    }

    @Override
    public String toString() {
        return compared
                + " decisions compared, "
                + unknown
                + " without their message, changed by handler: "
                + byHandler()
                + changes.stream()
                        .limit(SHOWN)
                        .map(change -> "\n  " + change)
                        .collect(Collectors.joining());
    }
}
