package dev.factum.machine.relay;

import dev.factum.machine.message.Message;
import java.util.List;

/// What the relay asks for.
public sealed interface RelayIo {

    /// The latest database.
    record Look() implements RelayIo {}

    /// Log entries from t `from` on, at most `most`; waiting a while if there are none.
    record ReadLog(long from, int most) implements RelayIo {}

    /// To hand the messages that transaction t owes to the broker, in order.
    record Publish(long t, List<Message> messages) implements RelayIo {
        public Publish {
            messages = List.copyOf(messages);
        }
    }

    /// To make the cursor durable.
    record SaveCursor(Cursor cursor) implements RelayIo {}

    /// Nothing, until the broker has accepted something: too much is on its way.
    record AwaitAccepted() implements RelayIo {}
}
