package dev.factum.machine.run;

import dev.factum.facts.error.FactumError;
import dev.factum.machine.claim.Position;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Where messages come from and go to. Delivers at least once: what is not acknowledged comes
/// again. Safe to share between threads.
public interface Broker extends AutoCloseable {

    /// Hands messages over, in order. Messages of one key stay in the order of these calls.
    ///
    /// @param accepted called once, on any thread, when the broker answers for all of them: a
    ///   broker with a disk when they are on it, one without when every group has acknowledged them
    void publish(List<Message> messages, Runnable accepted);

    /// Delivers the messages of some topics to one of the receivers of a group; each group gets
    /// each message. What earlier receivers of the group did not acknowledge comes first.
    ///
    /// @param receiver called in the order of the messages; must be quick
    Subscription subscribe(String group, Set<Topic> topics, Consumer<Delivered> receiver);

    /// The same for a group that keeps its positions beside its decisions. A broker whose messages
    /// have no positions does not ask for them.
    default Subscription subscribe(
            String group, Set<Topic> topics, Consumer<Delivered> receiver, Positions positions) {
        return subscribe(group, topics, receiver);
    }

    /// A way out for one relay, which starts again with a new one after a failure.
    default Outlet outlet() {
        return (messages, accepted, _) -> publish(messages, accepted);
    }

    /// Ends all subscriptions.
    @Override
    void close();

    /// A message and what became of it.
    interface Delivered {
        Message message();

        /// It is done with. What is never acknowledged comes again, to the group's next receiver.
        void acknowledge();

        /// By what right it is decided, if it comes from a source that has an owner.
        default Optional<Position> position() {
            return Optional.empty();
        }

        /// Why it could not be read; its message then holds what came as it came, and is to be set
        /// aside.
        default Optional<FactumError> problem() {
            return Optional.empty();
        }

        /// It was not decided, because somebody else has taken its source over.
        default void giveBack() {}
    }

    /// Sends messages in the order of its calls, or fails for good: once it has given up a message
    /// it sends no later one, so that nothing gets ahead of what has to be sent again.
    interface Outlet extends AutoCloseable {

        /// Hands messages over, in order; waits if the broker cannot take more.
        ///
        /// @param accepted called once when the broker answers for all of them
        /// @param failed called instead if it never will, on any thread
        void publish(List<Message> messages, Runnable accepted, Consumer<Throwable> failed);

        @Override
        default void close() {}
    }

    /// Who owns the sources of a group and how far each was dealt with. Safe to share between
    /// threads.
    interface Positions {

        /// Takes a source over: nobody else decides its messages from now on. The position says
        /// where to go on.
        ///
        /// @throws FactumError if that could not be made durable; it can be asked again
        Position take(String source);

        /// Writes a position down; false if it is not held any more, or the writer did not take it.
        boolean save(Position position);
    }

    /// A receiver that can be taken away. What it has not acknowledged waits for the next one.
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
