package dev.factum.machine.effect;

import dev.factum.facts.value.Keyword;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// A message for later. Immutable; equal by content.
///
/// @param id names the timer, so that it can be cancelled
/// @param dueAt when the message is sent; also its time
public record Timer(String id, Instant dueAt, OutgoingMessage message) {

    Map<Keyword, Object> form() {
        var form = new LinkedHashMap<Keyword, Object>();
        form.put(Keyword.of("timer/id"), id);
        form.put(Keyword.of("timer/due"), dueAt);
        form.put(Keyword.of("timer/message"), message.form());
        return form;
    }
}
