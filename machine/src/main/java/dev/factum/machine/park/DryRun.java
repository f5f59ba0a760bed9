package dev.factum.machine.park;

import dev.factum.facts.database.Database;
import dev.factum.facts.error.FactumError;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.claim.Parked;
import dev.factum.machine.claim.Proposal;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.handler.HandlerDefinition;
import dev.factum.machine.handler.Handlers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What would come of a parked message: exact, since handlers are pure, and without any effect.
/// Immutable.
///
/// The database is now or then (`db.asOf(parked.basis())`), the handlers are those that run or
/// others that may run tomorrow; two dry runs side by side say what would be different.
///
/// @param refusal why it would be parked again, or null
/// @param wanted what would be done, or null
public record DryRun(@Nullable FactumError refusal, @Nullable Effects wanted) {

    /// Runs the handler of a parked message on a database.
    public static DryRun of(Handlers handlers, Parked parked, Database db) {
        try {
            HandlerDefinition<?> handler =
                    handlers.named(parked.handler())
                            .orElseThrow(() ->
                                    FactumError.of(
                                                    MachineErrorCode.NO_HANDLER,
                                                    "These handlers do not have this one")
                                            .with("handler", parked.handler()));
            Proposal proposal = Proposal.of(parked.machine(), handler, parked.message(), db);
            return new DryRun(null, proposal.effects());
        } catch (FactumError refused) {
            return new DryRun(refused, null);
        }
    }

    /// What would be done; empty if it would be parked again.
    public Optional<Effects> effects() {
        return Optional.ofNullable(wanted);
    }

    public Optional<FactumError> error() {
        return Optional.ofNullable(refusal);
    }

    /// True if both come to the same: the same effects, or a refusal with the same code.
    public boolean isLike(DryRun other) {
        return effects().equals(other.effects())
                && error().map(FactumError::code).equals(other.error().map(FactumError::code));
    }
}
