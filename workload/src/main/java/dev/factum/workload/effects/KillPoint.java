package dev.factum.workload.effects;

/// A named moment of the service at which it can be killed.
enum KillPoint {
    /// A record was read from Kafka and nothing was done with it.
    RECEIVED,
    /// A message was handled, its transaction not sent.
    BEFORE_DECISION,
    /// The transaction of a decision is durable, and its answer was not used.
    AFTER_DECISION,
    /// A message is decided and not acknowledged.
    BEFORE_ACKNOWLEDGE,
    AFTER_ACKNOWLEDGE,
    /// A request is about to be sent to the counter.
    BEFORE_SEND,
    /// The counter has answered, or not, and nothing of it is recorded.
    AFTER_SEND,
    /// The outcome of a request is known, its transaction not sent.
    BEFORE_OUTCOME,
    AFTER_OUTCOME,
    /// The message of an outcome was handled, its transaction not sent.
    BEFORE_ANSWER,
    AFTER_ANSWER,
    /// The relay is about to hand messages to Kafka.
    BEFORE_PUBLISH,
    /// The relay has handed messages to Kafka, and perhaps they are there.
    AFTER_PUBLISH,
    /// Kafka has answered for messages, and the relay does not know.
    ACCEPTED,
    /// The relay's cursor is about to be saved.
    BEFORE_CURSOR,
    AFTER_CURSOR,
    /// The position of a partition is about to be written down without any decision.
    BEFORE_POSITION,
    AFTER_POSITION,
    /// A partition of the input is about to be taken over.
    BEFORE_TAKE_OVER,
    AFTER_TAKE_OVER,
    /// An instance is about to take, renew or leave leases.
    BEFORE_LEASE,
    AFTER_LEASE
}
