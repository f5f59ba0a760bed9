package dev.factum.facts.tx;

import dev.factum.facts.error.ErrorCode;
import dev.factum.facts.error.FactumError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where an operation came from: the form as the caller wrote it and the way to it, for error
/// messages.
record Source(@Nullable Object form, List<Object> path) {

    static Source at(@Nullable Object form, int position) {
        return new Source(form, List.of(position));
    }

    /// A form inside this one.
    Source inner(@Nullable Object innerForm, Object step) {
        var extended = new ArrayList<>(path);
        extended.add(step);
        return new Source(innerForm, List.copyOf(extended));
    }

    FactumError error(ErrorCode code, String text) {
        return FactumError.of(code, text).form(form).path(path);
    }
}
