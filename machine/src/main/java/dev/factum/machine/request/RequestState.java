package dev.factum.machine.request;

import dev.factum.facts.value.Keyword;
import java.util.Locale;

/// Where a request is.
///
/// ```
/// WAITING -> PLANNED -> ATTEMPTING -> DONE
///                ^          |      -> FAILED
///                |          v
///                +------ UNKNOWN
/// ```
///
/// A request that may be repeated under its key goes from planned to its end without the states
/// between: a record of each attempt would tell nothing that sending it again does not.
public enum RequestState {
    /// Another request comes first.
    WAITING,
    /// To be sent, now or after a pause.
    PLANNED,
    /// On its way, and must not be sent again before its outcome is known.
    ATTEMPTING,
    /// Sent, and nobody knows what came of it; with something on the agenda it is asked, without,
    /// it waits for a person.
    UNKNOWN,
    /// Performed, and answered.
    DONE,
    /// Not performed, and not tried again.
    FAILED,
    /// Not sent, and not wanted any more.
    CANCELLED;

    private static final String NAMESPACE = "factum.request.state";

    /// The state as a fact has it.
    public Keyword ident() {
        return Keyword.of(NAMESPACE, name().toLowerCase(Locale.ROOT));
    }

    /// The state that a fact says.
    public static RequestState of(Keyword ident) {
        return valueOf(ident.name().toUpperCase(Locale.ROOT));
    }

    /// True if nothing follows by itself.
    public boolean isFinal() {
        return this == DONE || this == FAILED || this == CANCELLED;
    }
}
