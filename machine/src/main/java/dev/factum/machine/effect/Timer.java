package dev.factum.machine.effect;

import dev.factum.facts.value.Keyword;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is to become of a timer: a message for later. Immutable; equal by content.
///
/// A timer belongs to its machine under an id of the handler's choice. It is committed, moved and
/// cancelled with the facts of the same decision, or not at all. Since a timer may fire while it is
/// being cancelled, the handler of its message looks whether it is still wanted.
public sealed interface Timer {

    /// Names the timer.
    String id();

    /// The change as EDN data.
    Map<Keyword, Object> form();

    /// A message sent once.
    ///
    /// @param at when; also the message's time, however late it fires
    static Timer at(String id, Instant at, OutgoingMessage message) {
        return new Start(id, at, message, null);
    }

    /// A message sent again and again.
    ///
    /// @param first the earliest moment for the first one
    static Timer every(String id, Schedule schedule, Instant first, OutgoingMessage message) {
        return new Start(id, schedule.from(first), message, schedule);
    }

    /// No timer of this id any more; nothing if there is none.
    static Timer cancel(String id) {
        return new Cancel(id);
    }

    /// The timer of this id at another moment, with the message it has; nothing if there is none.
    static Timer move(String id, Instant at) {
        return new Move(id, at);
    }

    /// A timer, instead of the one that has this id now.
    record Start(String id, Instant dueAt, OutgoingMessage message, @Nullable Schedule schedule)
            implements Timer {
        @Override
        public Map<Keyword, Object> form() {
            Map<Keyword, Object> form = named(id);
            form.put(Keyword.of("timer/due"), dueAt);
            form.put(Keyword.of("timer/message"), message.form());
            if (schedule != null) {
                form.put(Keyword.of("timer/schedule"), schedule.text());
            }
            return form;
        }
    }

    /// No timer any more.
    record Cancel(String id) implements Timer {
        @Override
        public Map<Keyword, Object> form() {
            Map<Keyword, Object> form = named(id);
            form.put(Keyword.of("timer/cancelled"), true);
            return form;
        }
    }

    /// Another moment.
    record Move(String id, Instant dueAt) implements Timer {
        @Override
        public Map<Keyword, Object> form() {
            Map<Keyword, Object> form = named(id);
            form.put(Keyword.of("timer/due"), dueAt);
            return form;
        }
    }

    private static Map<Keyword, Object> named(String id) {
        var form = new LinkedHashMap<Keyword, Object>();
        form.put(Keyword.of("timer/id"), id);
        return form;
    }
}
