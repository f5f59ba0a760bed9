package dev.factum.facts.tx;

import dev.factum.facts.error.ErrorCode;
import dev.factum.facts.error.FactumError;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where an operation came from: the form as the caller wrote it and the way to it, for error
/// messages.
///
/// @param outer the form around it, or null for one that stands by itself
/// @param step the position or key by which this form is reached from there
record Source(@Nullable Object form, @Nullable Source outer, Object step) {

    static Source at(@Nullable Object form, int position) {
        return new Source(form, null, position);
    }

    /// A form inside this one.
    Source inner(@Nullable Object innerForm, Object innerStep) {
        return new Source(innerForm, this, innerStep);
    }

    /// The steps from the transaction data to this form.
    List<Object> path() {
        Deque<Object> steps = new ArrayDeque<>();
        Source next = this;
        while (next != null) {
            steps.addFirst(next.step);
            next = next.outer;
        }
        return List.copyOf(steps);
    }

    FactumError error(ErrorCode code, String text) {
        return FactumError.of(code, text).form(form).path(path());
    }
}
