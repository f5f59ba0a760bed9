package dev.factum.machine.handler;

import dev.factum.facts.database.Database;
import dev.factum.machine.effect.Effects;

/// A decision: from a message and the database as it is to the effects that are wanted.
///
/// Pure: no clock, no randomness, no input or output, nothing kept between calls. The machine may
/// call it again for the same message, on another thread and on a newer database, until a decision
/// is durable; only that one is performed. Whatever it throws, and null, sets the message aside.
///
/// @param <M> what the handler takes: a record, a sealed interface of records, or
///   [dev.factum.machine.message.Message]
@FunctionalInterface
public interface Handler<M> {

    /// The effects of this message on this database; [Effects#none] if there is nothing to do.
    Effects handle(M message, Database db, Context context);
}
