package dev.factum.machine.run;

import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Two brokers as one: internal topics stay in the process, all others go outside. Safe to share
/// between threads.
final class RoutedBroker implements Broker {

    private final InProcessBroker inside = new InProcessBroker();
    private final Broker outside;

    RoutedBroker(Broker outside) {
        this.outside = outside;
    }

    @Override
    public void publish(List<Message> messages, Runnable accepted) {
        publish(messages, accepted, outside::publish);
    }

    private void publish(
            List<Message> messages, Runnable accepted, BiConsumer<List<Message>, Runnable> out) {
        List<Message> internal = of(messages, Topic::isInternal);
        if (internal.isEmpty()) {
            out.accept(messages, accepted);
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
            out.accept(of(messages, topic -> !topic.isInternal()), both);
            inside.publish(internal, both);
        }
    }

    private static List<Message> of(List<Message> messages, Predicate<Topic> topics) {
        return messages.stream().filter(message -> topics.test(message.topic())).toList();
    }

    /// What the broker outside gives up, nobody takes for accepted. A relay that begins sends
    /// everything again that is not accepted.
    @Override
    public Outlet outlet() {
        inside.forget();
        Outlet outlet = outside.outlet();
        return new Outlet() {
            @Override
            public void publish(
                    List<Message> messages, Runnable accepted, Consumer<Throwable> failed) {
                RoutedBroker.this.publish(
                        messages, accepted, (rest, taken) -> outlet.publish(rest, taken, failed));
            }

            @Override
            public void close() {
                outlet.close();
            }
        };
    }

    @Override
    public Subscription subscribe(String group, Set<Topic> topics, Consumer<Delivered> receiver) {
        return joined(
                inside.subscribe(group, internal(topics), receiver),
                outside.subscribe(group, external(topics), receiver));
    }

    @Override
    public Subscription subscribe(
            String group, Set<Topic> topics, Consumer<Delivered> receiver, Positions positions) {
        return joined(
                inside.subscribe(group, internal(topics), receiver),
                outside.subscribe(group, external(topics), receiver, positions));
    }

    private static Subscription joined(Subscription first, Subscription second) {
        return () -> {
            second.close();
            first.close();
        };
    }

    private static Set<Topic> internal(Set<Topic> topics) {
        return topics.stream().filter(Topic::isInternal).collect(Collectors.toSet());
    }

    private static Set<Topic> external(Set<Topic> topics) {
        return topics.stream().filter(topic -> !topic.isInternal()).collect(Collectors.toSet());
    }

    /// The broker outside stays its owner's.
    @Override
    public void close() {
        inside.close();
    }
}
