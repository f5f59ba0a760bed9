package dev.factum.machine.claim;

import dev.factum.facts.database.Database;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import java.util.List;
import java.util.Map;

/// By what right a message is decided: the source it was read from, and the epoch of the take-over
/// that let its reader read it. Immutable.
///
/// A decision reads the epoch along with all else it rests on. So a reader that has lost its source
/// without knowing cannot commit: the writer finds that something it read has changed.
///
/// @param source the name of the [Source]
/// @param through what is to be written down with the decision as done; [Source#NOTHING] if nothing
public record Position(String source, long epoch, long through) {

    /// True if nobody has taken the source over since.
    public boolean isHeld(Database db) {
        return Source.epoch(db, source) == epoch;
    }

    /// Refuses what is not held any more.
    ///
    /// @throws FactumError `:factum.machine/fenced`
    void check(Database db) {
        if (!isHeld(db)) {
            throw fenced();
        }
    }

    FactumError fenced() {
        return FactumError.of(
                        MachineErrorCode.FENCED,
                        "Somebody else has taken over the source of this message")
                .with("source", source)
                .with("epoch", epoch);
    }

    /// The facts that go with a decision.
    public List<Map<Keyword, Object>> txData() {
        return through == Source.NOTHING ? List.of() : Source.reached(source, through);
    }
}
