package dev.factum.examples.offers.race;

import dev.factum.examples.offers.controllers.Outcome;
import dev.factum.examples.offers.controllers.Strategy;
import java.util.List;
import java.util.UUID;

/// What became of a race.
///
/// @param customer for whom all the offers were
/// @param outcomes what each thread saw, in thread order
/// @param atEnd available offers after the race
/// @param mostVisible the most available offers that any database value of the race shows
/// @param millis how long it took
public record RaceResult(
        Strategy strategy,
        UUID customer,
        List<Outcome> outcomes,
        int atEnd,
        int mostVisible,
        long millis) {

    public RaceResult {
        outcomes = List.copyOf(outcomes);
    }

    public long accepted() {
        return outcomes.stream().filter(Outcome::accepted).count();
    }

    public long refused() {
        return outcomes.size() - accepted();
    }

    /// How many decisions were made again because what they had read was touched meanwhile.
    public long reRuns() {
        return outcomes.stream().mapToLong(outcome -> Math.max(0, outcome.runs() - 1)).sum();
    }
}
