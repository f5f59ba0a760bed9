package dev.factum.facts.pull;

import org.jspecify.annotations.Nullable;

/// The entities that a pull recursed from on the way down to where it is, innermost first.
/// Immutable; a way is as long as the recursion is deep, so it is searched one by one.
record Way(long entity, @Nullable Way before) {

    static boolean contains(@Nullable Way way, long entity) {
        for (Way step = way; step != null; step = step.before) {
            if (step.entity == entity) {
                return true;
            }
        }
        return false;
    }
}
