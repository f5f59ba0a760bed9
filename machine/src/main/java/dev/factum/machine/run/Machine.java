package dev.factum.machine.run;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.database.Database;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.audit.Drift;
import dev.factum.machine.claim.Caution;
import dev.factum.machine.claim.DeliverySteps;
import dev.factum.machine.claim.Parked;
import dev.factum.machine.claim.Source;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.handler.Handler;
import dev.factum.machine.handler.HandlerDefinition;
import dev.factum.machine.handler.Handlers;
import dev.factum.machine.lease.LeaseSteps;
import dev.factum.machine.message.MessageType;
import dev.factum.machine.message.Topic;
import dev.factum.machine.park.ParkingDesk;
import dev.factum.machine.relay.Cursor;
import dev.factum.machine.relay.RelaySteps;
import dev.factum.machine.request.PlannedRequest;
import dev.factum.machine.retention.ForgettingProgress;
import dev.factum.machine.timer.Agenda;
import dev.factum.machine.timer.FiringSteps;
import dev.factum.machine.timer.TimerFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An effect machine as a value: its name, its handlers, and the step functions that run them.
/// Nothing runs until a [Runner] is started. Immutable and safe to share between threads.
public final class Machine {

    private final String name;
    private final String version;
    private final Handlers handlers;
    private final @Nullable Duration memory;

    private Machine(String name, String version, Handlers handlers, @Nullable Duration memory) {
        this.name = name;
        this.version = version;
        this.handlers = handlers;
        this.memory = memory;
    }

    public static Builder builder() {
        return new Builder();
    }

    /// Under which it claims messages, records what it owes, and keeps its relay's cursor.
    public String name() {
        return name;
    }

    /// The version of the handlers' code; empty if none was given.
    public String version() {
        return version;
    }

    public Handlers handlers() {
        return handlers;
    }

    /// For how long it answers for knowing duplicates; empty if for ever.
    public Optional<Duration> remembers() {
        return Optional.ofNullable(memory);
    }

    /// The step function that decides messages.
    public DeliverySteps deliveries() {
        return deliveries(handlers);
    }

    /// The same with handlers that run in another way.
    DeliverySteps deliveries(Handlers running) {
        var steps = new DeliverySteps(name, version, running);
        return memory == null ? steps : steps.remembering(memory);
    }

    /// The step function that sends what is owed.
    public RelaySteps relay() {
        return new RelaySteps(name);
    }

    /// What fires its timers.
    public FiringSteps timers() {
        return new FiringSteps(name);
    }

    /// The attributes that the machine keeps its own facts under.
    public static List<Map<Keyword, Object>> schema() {
        List<Map<Keyword, Object>> schema = new ArrayList<>(Cursor.schema());
        Parked.schema().stream().map(Attribute::declaration).forEach(schema::add);
        Caution.schema().stream().map(Attribute::declaration).forEach(schema::add);
        ParkingDesk.schema().stream().map(Attribute::declaration).forEach(schema::add);
        schema.addAll(Source.schema());
        schema.addAll(LeaseSteps.schema());
        schema.addAll(Agenda.schema());
        schema.addAll(TimerFacts.schema());
        schema.addAll(PlannedRequest.schema());
        schema.addAll(ForgettingProgress.schema());
        schema.addAll(Drift.schema());
        return List.copyOf(schema);
    }

    /// Installs the machine's attributes if they are missing.
    public static void install(Connection connection) {
        Database db = connection.db();
        List<Map<Keyword, Object>> missing =
                schema().stream()
                        .filter(each -> db.entid(each.get(Keyword.of("db/ident"))).isEmpty())
                        .toList();
        if (!missing.isEmpty()) {
            connection.transact(missing);
        }
    }

    /// Collects handlers. Belongs to one thread.
    public static final class Builder {
        private final List<HandlerDefinition<?>> definitions = new ArrayList<>();
        private String name = "main";
        private String version = "";
        private @Nullable Duration memory;

        private Builder() {}

        /// The name of the machine; several on one database need different ones. It goes into
        /// claims: under another name the machine decides redelivered messages anew.
        public Builder name(String given) {
            name = given;
            return this;
        }

        /// Adds a handler for messages of a class on a topic.
        ///
        /// @param handlerName goes into claims and ids: keep it
        /// @param type a record, a sealed interface of records, or
        ///   [dev.factum.machine.message.Message]
        public <M> Builder on(
                Topic topic,
                String handlerName,
                Class<M> type,
                Handler<M> handler,
                Contract contract) {
            definitions.add(
                    new HandlerDefinition<>(
                            handlerName, topic, MessageType.of(type), handler, contract));
            return this;
        }

        /// Lets later messages of a key pass by one that this handler could not decide: for
        /// handlers to which the order of messages means nothing. Otherwise they are parked behind
        /// it.
        public Builder passing(String handlerName) {
            definitions.replaceAll(each -> each.name().equals(handlerName) ? each.passing() : each);
            return this;
        }

        /// For how long a handler may run for one message; thirty seconds if this is not said. Then
        /// it is interrupted, and the message is parked as `:factum.machine/handler-overdue`.
        public Builder within(String handlerName, Duration longest) {
            definitions.replaceAll(
                    each -> each.name().equals(handlerName) ? each.within(longest) : each);
            return this;
        }

        /// For how long the machine answers for it that it knows a duplicate; for ever if this is
        /// not said. A message whose id carries an older moment is parked as
        /// `:factum.machine/too-old`, never decided in the hope that it is new.
        public Builder remembers(Duration duration) {
            memory = duration;
            return this;
        }

        /// The version of the handlers' code. Under another version than that which could not
        /// decide them, parked messages are tried again.
        public Builder version(String given) {
            version = given;
            return this;
        }

        public Machine build() {
            return new Machine(name, version, Handlers.of(definitions), memory);
        }
    }
}
