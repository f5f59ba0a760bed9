package dev.factum.conformance.differential;

import java.util.List;
import java.util.Set;

/// Which of several mistakes is reported is nobody's promise, but not just any may be: an engine
/// that looks at something earlier finds what is wrong there first.
final class OtherMistakes {

    /// The codes of transactions, in the order in which Factum comes to them.
    private static final List<Set<String>> STEPS =
            List.of(
                    Set.of(
                            "cas-failed",
                            "invalid-cas-many",
                            "cancelled",
                            "not-transaction-data",
                            "not-a-data-function",
                            "tx-fn-failed"),
                    Set.of(
                            "not-an-entity",
                            "not-a-keyword",
                            "cycle-in-affinity",
                            "lookup-ref-attr-not-unique",
                            "nil-value",
                            "wrong-type-for-attribute",
                            "invalid-tuple-value",
                            "invalid-nested-entity",
                            "tempid-not-an-entity"),
                    Set.of("datoms-conflict", "unique-conflict"),
                    Set.of("attr-pred"),
                    Set.of(
                            "past-tx-instant",
                            "future-tx-instant",
                            "reset-tx-instant",
                            "entity-attr",
                            "entity-pred"));

    private OtherMistakes() {}

    /// True if a transaction with both mistakes may be refused by Factum for `ours`: what one step
    /// finds it finds in the order of the forms.
    static boolean isFirstInTransaction(String ours, String theirs) {
        int step = step(ours);
        return step >= 0 && step <= step(theirs);
    }

    private static int step(String code) {
        for (int step = 0; step < STEPS.size(); step++) {
            if (STEPS.get(step).contains(code)) {
                return step;
            }
        }
        return -1;
    }

    /// True if a query with both mistakes may be refused for either: all look up the entities that
    /// are named, and all see that something is not bound, in their own order.
    static boolean isEitherInQuery(String ours, String theirs) {
        return (isUnbound(ours) && isUnknown(theirs)) || (isUnknown(ours) && isUnbound(theirs));
    }

    private static boolean isUnbound(String code) {
        return code.equals("insufficient-binding") || code.equals("unbound-query-variables");
    }

    private static boolean isUnknown(String code) {
        return code.equals("not-an-entity") || code.equals("lookup-ref-attr-not-unique");
    }
}
