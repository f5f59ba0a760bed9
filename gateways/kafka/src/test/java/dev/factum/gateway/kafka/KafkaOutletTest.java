package dev.factum.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.value.Keyword;
import dev.factum.machine.message.Message;
import dev.factum.machine.run.Broker;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/// Publishing: in order, or not at all.
class KafkaOutletTest {

    private final Accounts service = Accounts.create(1);
    private final ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();

    private void publish(Broker.Outlet outlet, List<Message> messages, String name) {
        outlet.publish(
                messages,
                () -> answers.add(name + " accepted"),
                failure -> answers.add(name + " failed " + failure.getClass().getSimpleName()));
    }

    @Test
    void aPublicationIsAcceptedOnceWhenKafkaHasAllOfIt() {
        List<Message> messages = service.messages(3, 1, 101);
        try (KafkaBroker broker = KafkaBroker.connect(Kafka.settings());
                Broker.Outlet outlet = broker.outlet();
                Outside outside = new Outside(service.bookings())) {
            publish(outlet, List.of(), "nothing");
            assertThat(answers).containsExactly("nothing accepted");
            publish(outlet, messages, "all");
            Kafka.await("the answer", () -> answers.contains("all accepted"));
            broker.publish(List.of(service.message("last", 1)), () -> answers.add("shared"));
            Kafka.await("the last one", () -> outside.heard().size() == 301);
            assertThat(outside.heard().subList(0, 300)).isEqualTo(messages);
            assertThat(answers).containsExactly("nothing accepted", "all accepted", "shared");
        }
    }

    @Test
    void afterARecordThatKafkaDoesNotTakeNothingIsSent() {
        KafkaSettings small = Kafka.settings().property("max.request.size", "2000");
        Message large =
                new Message(
                        "large",
                        service.bookings(),
                        "k",
                        "t",
                        Accounts.NOON,
                        null,
                        null,
                        Map.of(Keyword.of("text"), "x".repeat(3_000)));
        try (KafkaBroker broker = KafkaBroker.connect(small);
                Outside outside = new Outside(service.bookings())) {
            try (Broker.Outlet outlet = broker.outlet()) {
                publish(outlet, List.of(service.message("a", 1)), "first");
                publish(outlet, List.of(service.message("a", 2), large), "second");
                publish(outlet, List.of(service.message("a", 3)), "third");
                Kafka.await("three answers", () -> answers.size() == 3);
                assertThat(answers)
                        .contains("second failed RecordTooLargeException")
                        .contains("third failed RecordTooLargeException");
            }
            try (Broker.Outlet next = broker.outlet()) {
                publish(next, List.of(service.message("a", 4)), "fourth");
                Kafka.await("the fourth", () -> answers.contains("fourth accepted"));
            }
            Kafka.await("the fourth outside", () -> heard(outside).contains("a/4"));
            assertThat(heard(outside)).doesNotContain("large", "a/3").isSorted();
            broker.publish(List.of(large), () -> answers.add("never"));
            broker.publish(List.of(service.message("a", 5)), () -> answers.add("fifth"));
            Kafka.await("the fifth", () -> answers.contains("fifth"));
            assertThat(answers).doesNotContain("never");
        }
    }

    private static List<String> heard(Outside outside) {
        return outside.heard().stream().map(Message::id).toList();
    }
}
