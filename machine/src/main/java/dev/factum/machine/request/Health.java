package dev.factum.machine.request;

import java.time.Duration;

/// How a destination does, as far as a gateway can tell from what came of its calls. Immutable.
public sealed interface Health {

    /// Calls go out.
    record Well() implements Health {}

    /// It keeps failing, and calls are kept away from it.
    ///
    /// @param rest for how long at least
    record Failing(Duration rest) implements Health {}

    /// It was failing and may be well again: a call goes out now and then, to see.
    record Recovering() implements Health {}
}
