package dev.factum.machine.timer;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Entity;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.effect.OutgoingMessage;
import dev.factum.machine.effect.Schedule;
import dev.factum.machine.effect.Timer;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.MessageId;
import dev.factum.machine.message.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Timers as facts: an entity while one waits, nothing once it has fired or was cancelled.
public final class TimerFacts {

    private static final Attribute<String> ID =
            Attribute.string("factum.timer/id").identity().doc("Machine and id of a timer");

    private static final Attribute<String> MESSAGE =
            Attribute.string("factum.timer/message").doc("What is sent when it fires");
    private static final Attribute<String> SCHEDULE =
            Attribute.string("factum.timer/schedule").doc("When it fires again");
    private static final Attribute<String> KIND =
            Attribute.string("factum.timer/kind")
                    .indexed()
                    .doc("Machine, topic and type of what is sent, to find all kinds by");
    private static final Keyword NO_HISTORY = Keyword.of("db/noHistory");
    private static final Keyword RETRACT_ENTITY = Keyword.of("db/retractEntity");
    private static final Keyword RETRACT = Keyword.of("db/retract");
    private static final Keyword DB_ID = Keyword.of("db/id");

    private TimerFacts() {}

    /// A timer that waits.
    ///
    /// @param name machine and id
    /// @param message what it sends; its time is the moment it is due
    public record Pending(
            long entity, String name, Instant due, Message message, Optional<Schedule> schedule) {

        /// True if it sends its message when it is fired now.
        boolean isWanted(Instant now) {
            return schedule.isEmpty() || schedule.get().isWanted(due, now);
        }
    }

    /// What some timers of a machine send.
    public record Kind(Topic topic, String type) {
        private String of(String machine) {
            return machine + " " + topic.name() + " " + type;
        }
    }

    /// All that the timers of a machine send: one look for each kind, however many timers wait.
    public static List<Kind> kinds(Database db, String machine) {
        AttributeDefinition attribute = db.schema().attribute(KIND.ident());
        var kinds = new ArrayList<Kind>();
        if (attribute == null) {
            return kinds;
        }
        String beginning = machine + " ";
        Iterator<Datom> found = db.range(attribute.id(), beginning, null);
        while (found.hasNext()) {
            String text = (String) found.next().v();
            if (!text.startsWith(beginning)) {
                return kinds;
            }
            String[] parts = text.substring(beginning.length()).split(" ", 2);
            kinds.add(new Kind(Topic.of(parts[0]), parts[1]));
            found = db.range(attribute.id(), text + "\0", null);
        }
        return kinds;
    }

    /// What the machine installs.
    public static List<Map<Keyword, Object>> schema() {
        var schema = new ArrayList<Map<Keyword, Object>>();
        schema.add(ID.declaration());
        schema.add(KIND.declaration());
        for (Attribute<?> each : List.of(MESSAGE, SCHEDULE)) {
            var declaration = new LinkedHashMap<>(each.declaration());
            declaration.put(NO_HISTORY, true);
            schema.add(declaration);
        }
        return schema;
    }

    /// What a decision does to its machine's timers.
    ///
    /// @param db where the timers that are there now are found
    /// @param cause the message that was decided
    public static List<Object> txData(
            String machine, Database db, Message cause, List<Timer> timers) {
        var txData = new ArrayList<Object>();
        for (Timer timer : timers) {
            String name = machine + "/" + timer.id();
            Optional<Entity> present = db.entity(ID.is(name));
            switch (timer) {
                case Timer.Start start ->
                        txData.addAll(started(machine, name, start, cause, present));
                case Timer.Cancel _ ->
                        present.ifPresent(
                                entity -> txData.add(List.of(RETRACT_ENTITY, entity.id())));
                case Timer.Move move ->
                        present.ifPresent(entity ->
                                txData.add(
                                        Map.of(
                                                DB_ID,
                                                entity.id(),
                                                Agenda.DUE,
                                                Agenda.at(
                                                        machine,
                                                        Agenda.Kind.TIMER,
                                                        move.dueAt()))));
            }
        }
        return txData;
    }

    private static List<Object> started(
            String machine,
            String name,
            Timer.Start start,
            Message cause,
            Optional<Entity> present) {
        var form = new LinkedHashMap<Keyword, Object>();
        form.put(ID.ident(), name);
        form.put(Agenda.DUE, Agenda.at(machine, Agenda.Kind.TIMER, start.dueAt()));
        form.put(
                KIND.ident(),
                new Kind(start.message().topic(), start.message().type()).of(machine));
        form.put(MESSAGE.ident(), Edn.print(message(start, cause).form()));
        if (start.schedule() != null) {
            form.put(SCHEDULE.ident(), start.schedule().text());
        }
        Optional<String> earlier = present.flatMap(entity -> entity.get(SCHEDULE));
        return start.schedule() == null && earlier.isPresent()
                ? List.of(
                        form,
                        List.of(
                                RETRACT,
                                present.orElseThrow().id(),
                                SCHEDULE.ident(),
                                earlier.get()))
                : List.of(form);
    }

    /// The message as it will be sent, but for id and time, which depend on when it is due.
    private static Message message(Timer.Start start, Message cause) {
        OutgoingMessage outgoing = start.message();
        return new Message(
                start.id(),
                outgoing.topic(),
                outgoing.key(),
                outgoing.type(),
                start.dueAt(),
                null,
                cause.identity(),
                outgoing.payload());
    }

    /// The timer that an entity is; empty if it is none, or none any more.
    public static Optional<Pending> read(Database db, long id) {
        Optional<Entity> entity = db.entity(id);
        Optional<String> name = entity.flatMap(each -> each.get(ID));
        Object due = entity.map(each -> each.get(Agenda.DUE)).orElse(null);
        if (name.isEmpty() || !(due instanceof List<?> when)) {
            return Optional.empty();
        }
        Object form = Edn.read(entity.get().get(MESSAGE).orElseThrow());
        Instant at = (Instant) Objects.requireNonNull(when.get(1));
        return Optional.of(
                new Pending(
                        id,
                        name.get(),
                        at,
                        due(
                                name.get(),
                                at,
                                Message.ofForm((Map<?, ?>) Objects.requireNonNull(form))),
                        entity.get().get(SCHEDULE).map(Schedule::parse)));
    }

    private static Message due(String name, Instant at, Message template) {
        return new Message(
                MessageId.ofTimer(name, at, String.valueOf(template.cause())),
                template.topic(),
                template.key(),
                template.type(),
                at,
                null,
                template.cause(),
                template.payload());
    }

    /// The timers that wait, the earliest first.
    public static List<Pending> in(Database db, String machine) {
        var pending = new ArrayList<Pending>();
        Iterator<Agenda.Entry> entries = Agenda.of(db, machine, Agenda.Kind.TIMER);
        while (entries.hasNext()) {
            read(db, entries.next().entity()).ifPresent(pending::add);
        }
        return pending;
    }

    /// What firing does to a timer: it is gone, or waits for its next moment.
    static Object fired(String machine, Pending timer, Instant now) {
        Optional<Instant> next =
                timer.schedule().flatMap(schedule -> schedule.after(timer.due(), now));
        return next.isPresent()
                ? Map.of(
                        DB_ID,
                        timer.entity(),
                        Agenda.DUE,
                        Agenda.at(machine, Agenda.Kind.TIMER, next.get()))
                : List.of(RETRACT_ENTITY, timer.entity());
    }
}
