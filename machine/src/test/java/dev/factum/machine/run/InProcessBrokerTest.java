package dev.factum.machine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// At least once, in order, to every group.
class InProcessBrokerTest {

    private static final Topic TOPIC = Topic.of("topic");

    private final InProcessBroker broker = new InProcessBroker();
    private final List<Broker.Delivered> first = new ArrayList<>();
    private final List<Broker.Delivered> second = new ArrayList<>();
    private final List<String> accepted = new ArrayList<>();

    private static Message message(String id) {
        return new Message(id, TOPIC, "k", "type", Instant.EPOCH, null, null, Map.of());
    }

    private void publish(String... ids) {
        List<Message> messages = List.of(ids).stream().map(InProcessBrokerTest::message).toList();
        broker.publish(messages, () -> accepted.add(String.join(" ", ids)));
    }

    private static List<String> ids(List<Broker.Delivered> delivered) {
        return delivered.stream().map(each -> each.message().id()).toList();
    }

    @Test
    void everyGroupGetsEveryMessageInOrder() {
        broker.subscribe("a", Set.of(TOPIC), first::add);
        broker.subscribe("b", Set.of(TOPIC), second::add);
        publish("1", "2");
        publish("3");
        assertThat(ids(first)).containsExactly("1", "2", "3").isEqualTo(ids(second));
    }

    @Test
    void aPublicationIsAcceptedWhenAllGroupsHaveAcknowledgedAllOfIt() {
        publish("nobody listens");
        assertThat(accepted).containsExactly("nobody listens");
        broker.subscribe("a", Set.of(TOPIC), first::add);
        broker.subscribe("b", Set.of(TOPIC), second::add);
        publish("1", "2");
        first.forEach(Broker.Delivered::acknowledge);
        second.getFirst().acknowledge();
        second.getFirst().acknowledge();
        assertThat(accepted).hasSize(1);
        assertThat(broker.unacknowledged()).isEqualTo(1);
        second.getLast().acknowledge();
        assertThat(accepted).containsExactly("nobody listens", "1 2");
    }

    @Test
    void otherTopicsAreNotDelivered() {
        broker.subscribe("a", Set.of(Topic.of("other")), first::add);
        publish("1");
        assertThat(first).isEmpty();
        assertThat(accepted).containsExactly("1");
    }

    @Test
    void whatWasNotAcknowledgedComesAgainToTheNextReceiver() {
        Broker.Subscription subscription = broker.subscribe("a", Set.of(TOPIC), first::add);
        publish("1", "2", "3");
        first.get(1).acknowledge();
        subscription.close();
        publish("4");
        broker.subscribe("a", Set.of(TOPIC), second::add);
        assertThat(ids(first)).containsExactly("1", "2", "3");
        assertThat(ids(second)).containsExactly("1", "3", "4");
        subscription.close();
        publish("5");
        assertThat(ids(second)).containsExactly("1", "3", "4", "5");
    }

    @Test
    void aClosedBrokerDeliversNothing() {
        broker.subscribe("a", Set.of(TOPIC), first::add);
        broker.close();
        publish("1");
        assertThat(first).isEmpty();
        assertThat(broker.unacknowledged()).isEqualTo(1);
    }
}
