package dev.factum.testkit.simulation;

/// A state that is worth reaching in a [Simulation]: one that is never reached was not tested.
public enum Landmark {
    /// A handler ran again because something it had read was changed.
    RUN_AGAIN,
    /// A handler ran at the writer.
    RUN_AT_WRITER,
    /// A claim was found before the handler ran.
    CLAIM_FOUND,
    /// The writer found that a claim was taken.
    CLAIM_TAKEN,
    /// Whoever came again got the reply that was recorded.
    REPLIED_AGAIN,
    /// Nothing was decided, and the decision claimed.
    DECIDED_NOTHING,
    /// The writer's answer was not known.
    ANSWER_UNKNOWN,
    /// A message was given back, to be delivered again.
    GIVEN_BACK,
    /// A message was parked.
    PARKED,
    /// A message was parked behind another one of its key.
    PARKED_BEHIND,
    /// A parked message was woken.
    WOKEN,
    /// A message was heard a second time, under the same id.
    HEARD_AGAIN,
    /// The cursor was saved.
    CURSOR_SAVED,
    /// A relay began anew at the saved cursor.
    RELAY_RESTARTED,
    /// A timer fired.
    TIMER_FIRED,
    /// Timers were not fired because somebody else had changed one.
    TIMER_RACE_LOST,
    /// A request was sent again under the same key.
    SENT_AGAIN,
    /// A partner was asked whether it has performed a request.
    PROBED,
    /// It said that it has not.
    PROBED_IN_VAIN,
    /// A request ended without a known outcome.
    OUTCOME_UNKNOWN,
    /// Who was to send found that too much time had passed.
    SENDING_GIVEN_UP,
    /// The change of a request was refused, because it had been changed meanwhile.
    REQUEST_RACE_LOST,
    /// A request was given up.
    FAILED,
    /// Messages waited for requests and were sent.
    GATE_OPENED,
    /// Messages waited for a request that was not done, and were not sent.
    GATE_STAYED_CLOSED,
    /// A request was performed that undoes another one.
    COMPENSATED,
    /// A request was cancelled.
    CANCELLED,
    /// An instance that had stood still asked the writer for something and was refused.
    ZOMBIE_FENCED
}
