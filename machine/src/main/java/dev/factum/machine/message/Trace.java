package dev.factum.machine.message;

import dev.factum.facts.value.Keyword;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What ties a message to others beside its cause: passed on from message to message, and read by
/// nobody who decides. Immutable.
///
/// @param correlation the identity of the message that all this began with, or null if that is the
///   cause, or the message itself
/// @param parent the W3C trace context (`traceparent`) that it came with, or null
public record Trace(@Nullable String correlation, @Nullable String parent) {

    private static final Keyword CORRELATION = Keyword.of("trace/correlation");
    private static final Keyword PARENT = Keyword.of("trace/parent");

    /// The trace of what `message` leads to; null if there is nothing to pass on.
    public static @Nullable Trace after(Message message) {
        String begun = message.correlation();
        Trace known = message.trace();
        String parent = known == null ? null : known.parent();
        String correlation = begun.equals(message.identity()) ? null : begun;
        return correlation == null && parent == null ? null : new Trace(correlation, parent);
    }

    /// The trace as EDN data.
    Map<Keyword, Object> form() {
        var form = new LinkedHashMap<Keyword, Object>();
        if (correlation != null) {
            form.put(CORRELATION, correlation);
        }
        if (parent != null) {
            form.put(PARENT, parent);
        }
        return form;
    }

    static @Nullable Trace ofForm(@Nullable Object form) {
        return form == null
                ? null
                : new Trace(
                        (String) ((Map<?, ?>) form).get(CORRELATION),
                        (String) ((Map<?, ?>) form).get(PARENT));
    }
}
