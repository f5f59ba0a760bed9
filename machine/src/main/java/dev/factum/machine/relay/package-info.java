/// The relay: follows the log with a durable cursor and sends what each transaction owes, in order
/// and under the ids it was decided with.
///
/// The idea that redelivery triggers nothing and the log owes everything is what sets it apart from
/// an outbox table: nothing is marked as sent, one number is saved from time to time.
@NullMarked
package dev.factum.machine.relay;

import org.jspecify.annotations.NullMarked;
