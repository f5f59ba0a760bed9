package dev.factum.testkit.simulation;

import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.database.Database;
import dev.factum.machine.claim.Delivery;
import dev.factum.machine.claim.DeliverySteps;
import dev.factum.machine.claim.Event;
import dev.factum.machine.claim.Step;
import dev.factum.machine.message.Message;
import dev.factum.machine.relay.RelayEvent;
import dev.factum.machine.relay.RelaySteps;
import dev.factum.machine.relay.Relaying;
import dev.factum.machine.request.Gateway;
import dev.factum.machine.request.Performing;
import dev.factum.machine.request.RequestEvent;
import dev.factum.machine.request.RequestSteps;
import dev.factum.machine.run.Machine;
import dev.factum.machine.timer.FiringSteps;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// The step functions of one instance of a machine. A machine that is wrong on purpose has others.
/// Belongs to one instance.
class Parts {

    private final DeliverySteps deliveries;
    private final RelaySteps relay;
    private final FiringSteps firing;
    private final RequestSteps requests;

    Parts(Machine machine, Gateway gateway) {
        this.deliveries = machine.deliveries();
        this.relay = machine.relay();
        this.firing = machine.timers();
        this.requests = new RequestSteps(gateway::destination);
    }

    /// What makes the parts of an instance.
    @FunctionalInterface
    interface Maker {

        /// The parts of one instance.
        ///
        /// @param publish sends a message past the relay, as no machine should
        Parts make(Machine machine, Gateway gateway, Consumer<Message> publish);
    }

    /// The first step of a message that has come.
    ///
    /// @param wantsReply true if somebody waits for what the handler replies
    /// @param acknowledge tells the broker that it is done with, which is for the step function to
    ///   ask for
    Step begin(Message message, boolean wantsReply, Runnable acknowledge) {
        return deliveries.begin(message, wantsReply);
    }

    Step next(Delivery delivery, Event event) {
        return deliveries.next(delivery, event);
    }

    RelaySteps.Step beginRelay() {
        return relay.begin();
    }

    RelaySteps.Step nextRelay(Relaying relaying, RelayEvent event) {
        return relay.next(relaying, event);
    }

    Optional<TxRequest> due(Database db, Instant now) {
        return firing.due(db, now);
    }

    RequestSteps.Step beginRequest(String id) {
        return requests.begin(id);
    }

    RequestSteps.Step nextRequest(Performing performing, RequestEvent event) {
        return requests.next(performing, event);
    }
}
