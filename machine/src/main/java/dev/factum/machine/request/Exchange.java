package dev.factum.machine.request;

import dev.factum.facts.value.Keyword;
import dev.factum.machine.message.Payload;
import java.time.Duration;
import java.util.Map;

/// What came of one attempt, as far as a gateway can tell.
public sealed interface Exchange {

    /// The partner answered.
    ///
    /// @param headers by lower-case name; several values of one name joined by `, `
    /// @param body what the partner said, as data; what is no data is text under `:body/text`
    record Answered(int status, Map<String, String> headers, Map<Keyword, Object> body)
            implements Exchange {
        public Answered {
            headers = Map.copyOf(headers);
            body = Payload.checked(body);
        }
    }

    /// Nothing of the request reached the partner: no name, no connection, no handshake. It may be
    /// sent again whatever it is.
    record NotSent(String reason) implements Exchange {}

    /// The request, or a part of it, may have reached the partner, and no answer is known.
    record Unknown(String reason) implements Exchange {}

    /// The gateway did not try, because of its own limits: too many at once, too many a second, or
    /// a partner that keeps failing. This is no attempt.
    ///
    /// @param pause after which it is worth asking again
    record Deferred(String reason, Duration pause) implements Exchange {}

    /// The gateway will never send this: no such destination, or a rule against it.
    record Refused(String reason) implements Exchange {}
}
