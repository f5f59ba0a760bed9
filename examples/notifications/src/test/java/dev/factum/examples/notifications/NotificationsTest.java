package dev.factum.examples.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factum.examples.notifications.Notifications.Kept;
import dev.factum.facts.record.Namespace;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Fact;
import dev.factum.machine.handler.Context;
import dev.factum.machine.message.Message;
import dev.factum.testkit.CrashMatrix;
import dev.factum.testkit.TestDatabase;
import dev.factum.testkit.purity.PurityScan;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whatever is said on its topics is kept, once.
class NotificationsTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Namespace("offer")
    record Moved(String id, String status) {}

    private static Message heard(String id, int topic) {
        return Message.of(id, Notifications.TOPICS.get(topic), "c1", NOON, new Moved("o1", "paid"));
    }

    @Test
    void aMessageIsKeptAsItWasSaid() {
        Message message = heard("n1", 2);
        assertEquals(
                Effects.facts(
                                Fact.entity()
                                        .with(NotificationFacts.MESSAGE, message.identity())
                                        .with(NotificationFacts.TOPIC, "offer-notifications")
                                        .with(NotificationFacts.ABOUT, "c1")
                                        .with(NotificationFacts.TYPE, "offer/moved")
                                        .with(
                                                NotificationFacts.BODY,
                                                "{:offer/id \"o1\", :offer/status \"paid\"}"))
                        .message(Notifications.KEPT, "c1", new Kept(message.identity())),
                Notifications.keep(
                        message,
                        TestDatabase.with(NotificationFacts.SCHEMA),
                        new Context(message, "keep")));
    }

    @Test
    void crashesLoseNoneAndDoubleNone() {
        CrashMatrix.of(
                        Notifications.machine(),
                        TestDatabase.with(NotificationFacts.SCHEMA),
                        List.of(heard("n1", 0), heard("n2", 2), heard("n1", 0), heard("n3", 1)))
                .run()
                .assertClean();
    }

    @Test
    void itsHandlerIsPure() {
        PurityScan.of(Notifications.class).assertPure();
    }
}
