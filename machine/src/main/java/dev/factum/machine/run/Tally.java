package dev.factum.machine.run;

import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.claim.Delivery;
import dev.factum.machine.claim.Outcome;
import java.util.concurrent.atomic.LongAdder;

/// Counts what became of messages. Safe to share between threads.
final class Tally {

    final LongAdder decided = new LongAdder();
    final LongAdder runs = new LongAdder();
    final LongAdder reRuns = new LongAdder();
    final LongAdder duplicates = new LongAdder();
    final LongAdder parked = new LongAdder();
    final LongAdder fenced = new LongAdder();

    void count(Outcome outcome) {
        switch (outcome) {
            case Outcome.Decided(_, _, int ran, _) -> {
                decided.increment();
                runs.add(ran);
                reRuns.add(ran - 1L);
            }
            case Outcome.Repeated _, Outcome.Forgotten _ -> duplicates.increment();
            case Outcome.SetAside _ -> parked.increment();
            case Outcome.Undecided _ when isFenced(outcome) -> fenced.increment();
            case Outcome.Undecided _ -> {}
        }
    }

    /// True if somebody else has taken over what the message was from.
    static boolean isFenced(Delivery delivery) {
        return delivery.outcomes().stream().anyMatch(Tally::isFenced);
    }

    private static boolean isFenced(Outcome outcome) {
        return outcome instanceof Outcome.Undecided(_, var error)
                && error.code() == MachineErrorCode.FENCED;
    }
}
