package dev.factum.testkit;

import java.util.List;
import java.util.stream.Collectors;

/// What a [CrashMatrix] found. Immutable.
///
/// @param runs how many runs were made
/// @param steps the steps of the undisturbed run
/// @param findings what went wrong where; empty if all runs came to the same end
public record CrashReport(int runs, List<String> steps, List<Finding> findings) {

    private static final int SHOWN = 10;

    /// One thing that went wrong.
    ///
    /// @param where the step, and what happened to it
    /// @param problem what was different in the end
    public record Finding(String where, String problem) {
        @Override
        public String toString() {
            return where + ": " + problem;
        }
    }

    public boolean isClean() {
        return findings.isEmpty();
    }

    /// Fails with the first findings, if there are any.
    public void assertClean() {
        if (!isClean()) {
            throw new AssertionError(toString());
        }
    }

    @Override
    public String toString() {
        String shown =
                findings.stream()
                        .limit(SHOWN)
                        .map(finding -> "\n  " + finding)
                        .collect(Collectors.joining());
        return runs + " runs, " + findings.size() + " findings" + shown;
    }
}
