package dev.factum.machine.run;

import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import java.util.List;
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

    /// Ends all subscriptions.
    @Override
    void close();

    /// A message and what became of it.
    interface Delivered {
        Message message();

        /// It is done with. What is never acknowledged comes again, to the group's next receiver.
        void acknowledge();
    }

    /// A receiver that can be taken away. What it has not acknowledged waits for the next one.
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
