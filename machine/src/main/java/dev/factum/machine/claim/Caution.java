package dev.factum.machine.claim;

import dev.factum.facts.database.Database;
import dev.factum.facts.schema.Attribute;
import java.util.ArrayList;
import java.util.List;

/// What a machine does in a life after one that died: before a handler begins with a message, that
/// is noted, and a message that was begun with in too many lives is parked. Immutable.
///
/// @param life the number of this life
/// @param mostDeaths in so many lives a message may have been begun with
public record Caution(long life, long mostDeaths) {

    /// What the machine installs to count its lives, and what was begun in them.
    public static List<Attribute<?>> schema() {
        var schema = new ArrayList<>(Life.schema());
        schema.addAll(Begun.schema());
        return List.copyOf(schema);
    }

    /// True if the process may have died of this claim's message before.
    public boolean isSuspect(Database db, Claim claim) {
        Begun begun = Begun.in(db, claim);
        return begun.times() > 0 && begun.life() != life;
    }
}
