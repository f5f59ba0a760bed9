package dev.factum.facts.query;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Says how a pattern's datoms are found.
final class PatternAccess {

    private static final double ROWS_WORTH_A_WALK = 100;

    private PatternAccess() {}

    /// How the pattern is run.
    ///
    /// @param narrowed true if an index by value leaves out what lies outside of a range
    static Access of(
            DatomPattern pattern, @Nullable AccessPath path, JoinKind kind, boolean narrowed) {
        String order = path == null ? "by value" : narrowed ? "AVET range" : path.order().name();
        return Access.of(order + attribute(pattern), kind);
    }

    private static String attribute(DatomPattern pattern) {
        return pattern.attribute() == null ? "" : " " + pattern.attribute().label();
    }

    /// How it would probably be run.
    static Access planned(DatomPattern pattern, double rows, Set<Variable> bound) {
        if (pattern.isImpossible()) {
            return of(pattern, pattern.path(), JoinKind.NOTHING, false);
        }
        Set<Variable> variables = pattern.variables();
        boolean sharesSome = variables.stream().anyMatch(bound::contains);
        Variable entity = pattern.variableAt(Place.ENTITY);
        boolean byEntity = entity != null && bound.contains(entity);
        AccessPath path = pattern.path();
        JoinKind kind;
        if (!sharesSome) {
            kind = JoinKind.SCAN;
        } else if (path == null || rows < ROWS_WORTH_A_WALK) {
            kind = JoinKind.SEEK;
        } else {
            kind = byEntity ? JoinKind.MERGE : JoinKind.HASH;
        }
        return of(pattern, path, kind, false);
    }
}
