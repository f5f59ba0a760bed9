package dev.factum.testkit.simulation;

import dev.factum.machine.message.Message;
import dev.factum.machine.run.Machine;
import java.util.Collection;

/// All that is around the instances of a machine.
///
/// @param heard who is told of messages that a broker, or the instance itself, has taken
/// @param redelivery who brings again what was not acknowledged
record Surroundings(
        Machine machine,
        Timeline timeline,
        Chance chance,
        Writer writer,
        Partners partners,
        Heard heard,
        Redelivery redelivery,
        Parts.Maker maker) {

    /// Who is told of messages.
    @FunctionalInterface
    interface Heard {

        void hear(Message message);
    }

    /// Who brings messages again.
    @FunctionalInterface
    interface Redelivery {

        void redeliver(Collection<String> keys);
    }
}
