package dev.factum.examples.notifications;

import static dev.factum.examples.notifications.NotificationFacts.ABOUT;
import static dev.factum.examples.notifications.NotificationFacts.BODY;
import static dev.factum.examples.notifications.NotificationFacts.MESSAGE;
import static dev.factum.examples.notifications.NotificationFacts.TOPIC;
import static dev.factum.examples.notifications.NotificationFacts.TYPE;

import dev.factum.facts.database.Database;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.record.Namespace;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Fact;
import dev.factum.machine.handler.Context;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import dev.factum.machine.run.Machine;
import java.util.List;

/// What is decided about notifications: each is kept, and that it was kept is told. Pure.
public final class Notifications {

    /// What the service listens to.
    public static final List<Topic> TOPICS =
            List.of(
                    Topic.of("card-status-changed"),
                    Topic.of("customer-notifications"),
                    Topic.of("offer-notifications"));

    public static final Topic KEPT = Topic.of("notifications-kept");

    /// A message has been kept.
    @Namespace("notification")
    public record Kept(String message) {}

    static final Contract KEEP =
            Contract.nothing()
                    .reads()
                    .writes(MESSAGE, TOPIC, ABOUT, TYPE, BODY)
                    .sends(KEPT, Kept.class);

    private Notifications() {}

    /// Keeps any message. It looks for no duplicate: a message that was decided is not decided
    /// again.
    static Effects keep(Message message, Database db, Context context) {
        return Effects.facts(
                        Fact.entity()
                                .with(MESSAGE, message.identity())
                                .with(TOPIC, message.topic().name())
                                .with(ABOUT, message.key())
                                .with(TYPE, message.type())
                                .with(BODY, Edn.canonical(message.payload())))
                .message(KEPT, message.key(), new Kept(message.identity()));
    }

    /// The machine that runs the handler, once for each topic.
    public static Machine machine() {
        Machine.Builder builder = Machine.builder().name("notifications");
        TOPICS.forEach(topic ->
                builder.on(
                        topic, "keep-" + topic.name(), Message.class, Notifications::keep, KEEP));
        return builder.build();
    }
}
