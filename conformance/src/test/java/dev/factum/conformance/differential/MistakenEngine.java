package dev.factum.conformance.differential;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The nested loops with one mistake. Not thread-safe.
record MistakenEngine(Mistake mistake, PlainEngine engine) implements Engine {

    static MistakenEngine with(Mistake mistake) {
        return new MistakenEngine(mistake, new PlainEngine());
    }

    @Override
    public @Nullable Map<?, ?> answer(Map<?, ?> check) {
        Map<?, ?> answer =
                engine.answer((Map<?, ?>) Objects.requireNonNull(mistake.misread(check)));
        return answer == null ? null : mistake.told(answer);
    }

    @Override
    public void close() {
        engine.close();
    }
}
