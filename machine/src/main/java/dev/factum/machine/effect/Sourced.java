package dev.factum.machine.effect;

import dev.factum.facts.edn.Edn;
import dev.factum.facts.error.FactumError;
import dev.factum.machine.MachineErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An effect and where it came from; the source is only for errors.
record Sourced<E>(E effect, @Nullable Object source) {

    /// The same, from `origin` if its source is not known yet.
    Sourced<E> orFrom(Object origin) {
        return source == null ? new Sourced<>(effect, origin) : this;
    }

    /// The error that both effects cannot be wanted at once.
    static FactumError contradiction(String text, Sourced<?> first, Sourced<?> second) {
        return FactumError.of(MachineErrorCode.MERGE_CONFLICT, text)
                .with("first", first.shown("left"))
                .with("second", second.shown("right"));
    }

    private Map<String, Object> shown(String side) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("effect", text());
        shown.put("from", source == null ? side : source.toString());
        return shown;
    }

    private String text() {
        return switch (effect) {
            case Fact fact -> Edn.print(fact.form());
            case Request request -> Edn.print(request.form());
            case OutgoingMessage message -> Edn.print(message.form());
            case Timer timer -> Edn.print(timer.form());
            case Reply reply -> Edn.print(reply.form());
            default -> String.valueOf(effect);
        };
    }
}
