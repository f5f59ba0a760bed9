package dev.factum.machine.run;

import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Two brokers as one: internal topics stay in the process, all others go outside. Safe to share
/// between threads.
final class RoutedBroker implements Broker {

    private final Broker inside;
    private final Broker outside;

    RoutedBroker(Broker inside, Broker outside) {
        this.inside = inside;
        this.outside = outside;
    }

    @Override
    public void publish(List<Message> messages, Runnable accepted) {
        List<Message> internal = of(messages, Topic::isInternal);
        if (internal.isEmpty()) {
            outside.publish(messages, accepted);
        } else if (internal.size() == messages.size()) {
            inside.publish(messages, accepted);
        } else {
            var open = new AtomicInteger(2);
            Runnable both =
                    () -> {
                        if (open.decrementAndGet() == 0) {
                            accepted.run();
                        }
                    };
            outside.publish(of(messages, topic -> !topic.isInternal()), both);
            inside.publish(internal, both);
        }
    }

    private static List<Message> of(List<Message> messages, Predicate<Topic> topics) {
        return messages.stream().filter(message -> topics.test(message.topic())).toList();
    }

    @Override
    public Subscription subscribe(String group, Set<Topic> topics, Consumer<Delivered> receiver) {
        Subscription first = inside.subscribe(group, of(topics, Topic::isInternal), receiver);
        Subscription second =
                outside.subscribe(group, of(topics, topic -> !topic.isInternal()), receiver);
        return () -> {
            second.close();
            first.close();
        };
    }

    private static Set<Topic> of(Set<Topic> topics, Predicate<Topic> wanted) {
        return topics.stream().filter(wanted).collect(Collectors.toSet());
    }

    /// The broker outside stays its owner's.
    @Override
    public void close() {
        inside.close();
    }
}
