package dev.factum.gateway.http.inbound;

import dev.factum.facts.error.FactumError;
import dev.factum.machine.MachineErrorCode;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// What went wrong, as the one kind of error.
final class Failures {

    private Failures() {}

    static FactumError of(@Nullable Throwable failure) {
        return switch (failure) {
            case FactumError error -> error;
            case CompletionException wrapped when wrapped.getCause() != null ->
                    of(wrapped.getCause());
            case null, default ->
                    FactumError.of(
                            MachineErrorCode.HANDLER_FAILED,
                            "What answers requests failed",
                            failure == null ? new IllegalStateException("unknown") : failure);
        };
    }
}
