package dev.factum.testkit.junit;

import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.OutgoingMessage;
import dev.factum.machine.effect.Reply;
import dev.factum.machine.effect.Request;
import dev.factum.machine.effect.Timer;
import dev.factum.machine.message.MessageType;
import dev.factum.machine.message.Topic;
import dev.factum.testkit.EffectsAssert;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/// What effects are to be. Belongs to one thread.
public final class EffectsAssertions extends AbstractAssert<EffectsAssertions, Effects> {

    EffectsAssertions(@Nullable Effects actual) {
        super(actual, EffectsAssertions.class);
    }

    /// They are these, all of them; a failure has one line for each difference.
    @Override
    public EffectsAssertions isEqualTo(@Nullable Object expected) {
        isNotNull();
        if (expected instanceof Effects effects) {
            EffectsAssert.assertEffects(effects, actual);
            return this;
        }
        return super.isEqualTo(expected);
    }

    /// Nothing is decided.
    public EffectsAssertions isNone() {
        return isEqualTo(Effects.none());
    }

    /// Among what is sent is a message on a topic with this key and payload.
    public EffectsAssertions sends(Topic topic, Object key, Record payload) {
        isNotNull();
        String type = MessageType.nameOf(payload);
        boolean isSent =
                actual.messages().stream()
                        .anyMatch(each ->
                                each.topic().equals(topic)
                                        && each.key().equals(key.toString())
                                        && each.type().equals(type)
                                        && each.payload().equals(MessageType.payloadOf(payload)));
        return isTrue(isSent, "to send %s under %s on %s".formatted(payload, key, topic.name()));
    }

    /// No message is sent on a topic.
    public EffectsAssertions sendsNothingOn(Topic topic) {
        isNotNull();
        List<OutgoingMessage> sent =
                actual.messages().stream().filter(each -> each.topic().equals(topic)).toList();
        return isTrue(sent.isEmpty(), "to send nothing on " + topic.name());
    }

    /// The requests are these, by their labels, in order.
    public EffectsAssertions requests(String... labels) {
        isNotNull();
        List<String> found = actual.requests().stream().map(Request::label).toList();
        return isTrue(found.equals(List.of(labels)), "to request " + List.of(labels));
    }

    /// The timers that are set, moved or cancelled are these, by their ids, in order.
    public EffectsAssertions changesTimers(String... ids) {
        isNotNull();
        List<String> found = actual.timers().stream().map(Timer::id).toList();
        return isTrue(found.equals(List.of(ids)), "to change the timers " + List.of(ids));
    }

    /// This is the reply.
    public EffectsAssertions replies(Record payload) {
        isNotNull();
        return isTrue(actual.reply().equals(Optional.of(Reply.of(payload))), "to reply " + payload);
    }

    private EffectsAssertions isTrue(boolean holds, String expected) {
        if (!holds) {
            failWithMessage("%nExpected the effects %s,%nbut they are %s", expected, actual);
        }
        return this;
    }
}
