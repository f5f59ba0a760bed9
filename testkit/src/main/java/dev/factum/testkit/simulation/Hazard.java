package dev.factum.testkit.simulation;

/// Something that goes wrong in a [Simulation], and how likely it is each time it could.
public enum Hazard {
    /// An instance dies with all that it has in hand, at any of its steps.
    PROCESS_KILLED(0.004),
    /// An instance stands still for long, and then goes on as if nothing had been.
    PROCESS_PAUSED(0.003),
    /// The messages of a key go to the other instance from now on, as at a rebalance.
    KEY_MOVED(0.004),
    /// All clocks jump forward.
    CLOCK_JUMPS(0.001),

    /// The writer never gets a request, and nobody is told.
    REQUEST_LOST(0.02),
    /// The writer commits, and nobody is told.
    ANSWER_LOST(0.03),
    /// The writer commits long after the one who asked was told that nothing is known.
    WRITE_LATE(0.02),
    /// An append fails half-way: the transaction is not durable, nobody is told, and the writer is
    /// away for a while.
    APPEND_TORN(0.005),
    /// The writer is away for a while, and says so.
    WRITER_AWAY(0.003),

    /// The broker delivers a message once more, at once or much later.
    DELIVERED_TWICE(0.15),
    /// A message takes long to be delivered, and those of other keys pass it.
    DELIVERED_LATE(0.1),
    /// The broker does not take a message, and what was to come after it is dropped.
    PUBLISH_FAILED(0.02),
    /// A transaction reaches an instance long after it was committed.
    SEEN_LATE(0.05),

    /// A partner acts, and its answer is lost.
    PARTNER_ANSWER_LOST(0.1),
    /// A partner acts, and answers 500.
    PARTNER_FAILED_AFTER(0.06),
    /// A partner answers 500 without having acted.
    PARTNER_FAILED_BEFORE(0.06),
    /// A partner answers 503, and asks for a minute.
    PARTNER_BUSY(0.06),
    /// A partner refuses.
    PARTNER_REFUSED(0.03),
    /// A partner cannot be reached.
    PARTNER_AWAY(0.05),
    /// The gateway does not even try.
    PARTNER_SPARED(0.03),
    /// A partner does the same wrong thing with all calls, for as long as minutes.
    PARTNER_BROKEN(0.01),
    /// A partner acts, and answers after nobody waits any more.
    PARTNER_SLOW(0.05);

    private final double usual;

    Hazard(double usual) {
        this.usual = usual;
    }

    /// The probability that [Faults#standard] gives it.
    double usual() {
        return usual;
    }
}
