package dev.factum.gateway.kafka;

import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import dev.factum.machine.run.Broker;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// Somebody else who listens to a topic, and hears everything in order.
final class Outside implements AutoCloseable {

    private final List<Message> heard = new CopyOnWriteArrayList<>();
    private final KafkaBroker broker = KafkaBroker.connect(Kafka.settings());
    private final Broker.Subscription subscription;

    Outside(Topic topic) {
        subscription =
                broker.subscribe(
                        Kafka.name("outside"),
                        Set.of(topic),
                        delivered -> {
                            heard.add(delivered.message());
                            delivered.acknowledge();
                        });
    }

    List<Message> heard() {
        return List.copyOf(heard);
    }

    long distinct() {
        return heard.stream().map(Message::id).distinct().count();
    }

    @Override
    public void close() {
        subscription.close();
        broker.close();
    }
}
