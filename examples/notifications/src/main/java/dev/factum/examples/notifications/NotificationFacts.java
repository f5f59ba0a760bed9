package dev.factum.examples.notifications;

import dev.factum.facts.schema.Attribute;
import java.util.List;

/// What the database knows of a notification.
public final class NotificationFacts {

    /// Source and id of the message: what makes it one, however often it comes.
    public static final Attribute<String> MESSAGE =
            Attribute.string("notification/message").identity();

    public static final Attribute<String> TOPIC = Attribute.string("notification/topic").indexed();

    /// Whom it is about: the key of the message.
    public static final Attribute<String> ABOUT = Attribute.string("notification/about");

    public static final Attribute<String> TYPE = Attribute.string("notification/type");

    /// What it says, as EDN.
    public static final Attribute<String> BODY = Attribute.string("notification/body");

    public static final List<Attribute<?>> SCHEMA = List.of(MESSAGE, TOPIC, ABOUT, TYPE, BODY);

    private NotificationFacts() {}
}
