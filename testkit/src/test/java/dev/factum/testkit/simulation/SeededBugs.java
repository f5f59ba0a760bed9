package dev.factum.testkit.simulation;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.machine.claim.Claim;
import dev.factum.machine.claim.Delivery;
import dev.factum.machine.claim.Event;
import dev.factum.machine.claim.Io;
import dev.factum.machine.claim.Proposal;
import dev.factum.machine.claim.Step;
import dev.factum.machine.effect.Decision;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.handler.HandlerDefinition;
import dev.factum.machine.message.Message;
import dev.factum.machine.relay.Cursor;
import dev.factum.machine.relay.RelayEvent;
import dev.factum.machine.relay.RelayIo;
import dev.factum.machine.relay.RelaySteps;
import dev.factum.machine.relay.Relaying;
import dev.factum.machine.request.Call;
import dev.factum.machine.request.Destination;
import dev.factum.machine.request.Exchange;
import dev.factum.machine.request.Gateway;
import dev.factum.machine.request.Performing;
import dev.factum.machine.request.RequestEvent;
import dev.factum.machine.request.RequestIo;
import dev.factum.machine.request.RequestSteps;
import dev.factum.machine.run.Machine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Machines that are wrong in one way each, as machines are: made of the right step functions, with
/// one of them disturbed.
final class SeededBugs {

    private SeededBugs() {}

    /// The attachment of a request as it would be written on this database.
    private static Optional<Decision> decision(TxRequest request, Database db) {
        var report = db.with(request.decide(db).txData());
        var render = request.decide(db).attachment();
        return render == null
                ? Optional.empty()
                : Decision.in(new LogEntry(report.t(), List.of(), render.apply(report)));
    }

    private static Optional<Proposal> proposal(Delivery delivery) {
        return delivery.phase() instanceof Delivery.Phase.Committing committing
                ? Optional.ofNullable(committing.proposal())
                : Optional.empty();
    }

    private static boolean isNothing(Delivery delivery) {
        return proposal(delivery).filter(each -> each.effects().equals(Effects.none())).isPresent();
    }

    /// On without a transaction, as if the present handler were done.
    private static Step passedOver(Delivery delivery) {
        return new Step(
                new Delivery(
                        delivery.message(),
                        false,
                        null,
                        List.of(),
                        delivery.outcomes(),
                        new Delivery.Phase.Finishing()),
                List.of(new Io.Acknowledge()));
    }

    /// As drawn in the talk: run, find out at the commit that it was decided before, and send what
    /// was decided now. A decision without facts commits nothing.
    static final class ClaimAfterTheRun extends Parts {
        private final Machine machine;
        private final Consumer<Message> publish;

        ClaimAfterTheRun(Machine machine, Gateway gateway, Consumer<Message> publish) {
            super(machine, gateway);
            this.machine = machine;
            this.publish = publish;
        }

        @Override
        Step next(Delivery delivery, Event event) {
            if (event instanceof Event.Looked(var db)
                    && delivery.phase() instanceof Delivery.Phase.Looking) {
                Step step = super.next(delivery, event);
                return isNothing(step.delivery()) || wouldBeNothing(delivery, db)
                        ? passedOver(delivery)
                        : step;
            }
            if (event instanceof Event.Answered(TxResult.Committed(var report))) {
                proposal(delivery)
                        .flatMap(proposal -> decision(proposal.request(), report.dbBefore()))
                        .ifPresent(decided -> decided.messages().forEach(this::publishOutside));
            }
            return super.next(delivery, event);
        }

        private boolean wouldBeNothing(Delivery delivery, Database db) {
            HandlerDefinition<?> handler = delivery.remaining().getFirst();
            return Claim.of(machine.name(), handler.name(), delivery.message()).at(db).isPresent()
                    && Proposal.of(machine.name(), handler, delivery.message(), db)
                            .effects()
                            .equals(Effects.none());
        }

        private void publishOutside(Message message) {
            if (!message.topic().isInternal()) {
                publish.accept(message);
            }
        }

        /// What handlers tell others is not left to the relay.
        @Override
        RelaySteps.Step nextRelay(Relaying relaying, RelayEvent event) {
            RelaySteps.Step step = super.nextRelay(relaying, event);
            if (!(event instanceof RelayEvent.LogRead(var entries))) {
                return step;
            }
            Set<Long> ofHandlers = new HashSet<>();
            for (LogEntry entry : entries) {
                Decision.in(entry)
                        .filter(each -> machine.handlers().named(each.handler()).isPresent())
                        .ifPresent(_ -> ofHandlers.add(entry.t()));
            }
            Set<Long> done = new HashSet<>();
            var io = new ArrayList<RelayIo>();
            for (RelayIo each : step.io()) {
                if (each instanceof RelayIo.Publish(long t, var messages)
                        && ofHandlers.contains(t)) {
                    List<Message> own =
                            messages.stream().filter(one -> one.topic().isInternal()).toList();
                    if (own.isEmpty()) {
                        done.add(t);
                    } else {
                        io.add(new RelayIo.Publish(t, own));
                    }
                } else {
                    io.add(each);
                }
            }
            RelaySteps.Step after = super.nextRelay(step.relaying(), new RelayEvent.Accepted(done));
            return new RelaySteps.Step(after.relaying(), io);
        }
    }

    /// What has no effects commits nothing, so nobody knows that it was decided.
    static final class NoClaimForNothing extends Parts {
        NoClaimForNothing(Machine machine, Gateway gateway, Consumer<Message> publish) {
            super(machine, gateway);
        }

        @Override
        Step next(Delivery delivery, Event event) {
            Step step = super.next(delivery, event);
            return isNothing(step.delivery()) ? passedOver(delivery) : step;
        }
    }

    /// Counts what it has handed over as accepted.
    static final class CursorBeforeAcceptance extends Parts {
        CursorBeforeAcceptance(Machine machine, Gateway gateway, Consumer<Message> publish) {
            super(machine, gateway);
        }

        @Override
        RelaySteps.Step nextRelay(Relaying relaying, RelayEvent event) {
            RelaySteps.Step step = super.nextRelay(relaying, event);
            RelaySteps.Step accepted =
                    super.nextRelay(
                            step.relaying(), new RelayEvent.Accepted(step.relaying().onTheWay()));
            return new RelaySteps.Step(accepted.relaying(), step.io());
        }
    }

    /// Saves the cursor, and publishes then.
    static final class CursorBeforePublishing extends Parts {
        private final String name;
        private boolean isAhead;

        CursorBeforePublishing(Machine machine, Gateway gateway, Consumer<Message> publish) {
            super(machine, gateway);
            this.name = machine.name();
        }

        @Override
        RelaySteps.Step nextRelay(Relaying relaying, RelayEvent event) {
            if (event instanceof RelayEvent.CursorSaved && isAhead) {
                isAhead = false;
                return new RelaySteps.Step(relaying, List.of());
            }
            RelaySteps.Step step = super.nextRelay(relaying, event);
            if (step.io().stream().anyMatch(RelayIo.Publish.class::isInstance)) {
                isAhead = true;
                var io = new ArrayList<RelayIo>();
                io.add(new RelayIo.SaveCursor(new Cursor(name, step.relaying().next() - 1)));
                io.addAll(step.io());
                return new RelaySteps.Step(step.relaying(), io);
            }
            return step;
        }
    }

    /// Tells the broker first, and decides then.
    static final class AcknowledgedBeforeTheCommit extends Parts {
        AcknowledgedBeforeTheCommit(Machine machine, Gateway gateway, Consumer<Message> publish) {
            super(machine, gateway);
        }

        @Override
        Step begin(Message message, boolean wantsReply, Runnable acknowledge) {
            acknowledge.run();
            return super.begin(message, wantsReply, acknowledge);
        }
    }

    /// Draws a key for each attempt.
    static final class KeyPerAttempt extends Parts {
        private int attempts;

        KeyPerAttempt(Machine machine, Gateway gateway, Consumer<Message> publish) {
            super(machine, gateway);
        }

        @Override
        RequestSteps.Step nextRequest(Performing performing, RequestEvent event) {
            RequestSteps.Step step = super.nextRequest(performing, event);
            return step.io().orElse(null) instanceof RequestIo.Send(var call)
                    ? new RequestSteps.Step(
                            step.performing(), Optional.of(new RequestIo.Send(other(call))))
                    : step;
        }

        private Call other(Call call) {
            attempts++;
            return new Call(
                    call.destination(),
                    call.method(),
                    call.path(),
                    call.headers(),
                    call.body(),
                    call.key() + "/" + attempts,
                    call.timeout());
        }
    }

    /// Believes that whoever gets something twice does it once.
    static final class BlindResend extends Parts {
        BlindResend(Machine machine, Gateway gateway, Consumer<Message> publish) {
            super(machine, new Trusting(gateway));
        }

        private record Trusting(Gateway gateway) implements Gateway {
            @Override
            public Exchange send(Call call) {
                return gateway.send(call);
            }

            @Override
            public Optional<Destination> destination(String name) {
                return gateway.destination(name)
                        .map(to ->
                                new Destination(
                                        to.name(),
                                        true,
                                        to.keysLast(),
                                        to.timeout(),
                                        to.attempts(),
                                        to.firstPause(),
                                        to.longestPause()));
            }

            @Override
            public void close() {
                gateway.close();
            }
        }
    }

    /// Notes the outcome, and tells it in another transaction.
    static final class OutcomeToldLater extends Parts {
        private final Map<String, TxRequest> untold = new HashMap<>();

        OutcomeToldLater(Machine machine, Gateway gateway, Consumer<Message> publish) {
            super(machine, gateway);
        }

        @Override
        RequestSteps.Step nextRequest(Performing performing, RequestEvent event) {
            TxRequest untoldYet = untold.remove(performing.id());
            boolean isNoted =
                    event instanceof RequestEvent.Answered(var result)
                            && result instanceof TxResult.Committed;
            if (untoldYet != null && isNoted) {
                return new RequestSteps.Step(
                        performing, Optional.of(new RequestIo.Transact(untoldYet, 0)));
            }
            RequestSteps.Step step = super.nextRequest(performing, event);
            if (step.io().orElse(null) instanceof RequestIo.Transact(var request, int asks)
                    && event instanceof RequestEvent.Looked(var db, _)
                    && decision(request, db).isPresent()) {
                var noted = request.decide(db);
                untold.put(
                        performing.id(),
                        TxRequest.of(List.of())
                                .attachment(decision(request, db).orElseThrow().encode()));
                return new RequestSteps.Step(
                        step.performing(),
                        Optional.of(
                                new RequestIo.Transact(
                                        TxRequest.of(noted.txData())
                                                .reads(request.basis(), request.reads()),
                                        asks)));
            }
            return step;
        }
    }

    /// Fires what was due when it looked, whatever has become of it.
    static final class TimerNotLookedAt extends Parts {
        TimerNotLookedAt(Machine machine, Gateway gateway, Consumer<Message> publish) {
            super(machine, gateway);
        }

        @Override
        Optional<TxRequest> due(Database db, Instant now) {
            return super.due(db, now)
                    .map(request ->
                            TxRequest.of(request.decide(db).txData())
                                    .attachment(decision(request, db).orElseThrow().encode()));
        }
    }

    /// Gives messages ids that count up, whatever they are derived from.
    static final class IdsThatCount extends Parts {
        private int ids;

        IdsThatCount(Machine machine, Gateway gateway, Consumer<Message> publish) {
            super(machine, gateway);
        }

        @Override
        Step next(Delivery delivery, Event event) {
            Step step = super.next(delivery, event);
            if (step.delivery().phase() instanceof Delivery.Phase.Committing committing
                    && committing.proposal() != null
                    && event instanceof Event.Looked(var db)) {
                Decision decided = decision(committing.request(), db).orElseThrow();
                TxRequest request =
                        TxRequest.of(committing.request().decide(db).txData())
                                .claim(committing.request().claim().orElseThrow())
                                .reads(committing.request().basis(), committing.request().reads())
                                .attachment(counted(decided).encode());
                return new Step(
                        new Delivery(
                                step.delivery().message(),
                                false,
                                null,
                                step.delivery().remaining(),
                                step.delivery().outcomes(),
                                new Delivery.Phase.Committing(
                                        committing.proposal(),
                                        request,
                                        committing.runs(),
                                        committing.asks())),
                        List.of(new Io.Transact(request, 0)));
            }
            return step;
        }

        private Decision counted(Decision decided) {
            List<Message> messages =
                    decided.messages().stream()
                            .map(message ->
                                    new Message(
                                            "id " + ids++,
                                            message.topic(),
                                            message.key(),
                                            message.type(),
                                            message.time(),
                                            null,
                                            message.cause(),
                                            message.payload()))
                            .toList();
            return decided.messages(messages);
        }
    }

    /// Does not wait for requests.
    static final class GateLeftOpen extends Parts {
        GateLeftOpen(Machine machine, Gateway gateway, Consumer<Message> publish) {
            super(machine, gateway);
        }

        @Override
        RelaySteps.Step nextRelay(Relaying relaying, RelayEvent event) {
            RelaySteps.Step step = super.nextRelay(relaying, event);
            if (!(event instanceof RelayEvent.LogRead(var entries))) {
                return step;
            }
            Map<Long, List<Message>> gated = new HashMap<>();
            entries.forEach(entry ->
                    Decision.in(entry).ifPresent(each -> gated.put(entry.t(), each.gated())));
            List<RelayIo> io = step.io().stream().map(each -> more(each, gated)).toList();
            return new RelaySteps.Step(step.relaying(), io);
        }

        private static RelayIo more(RelayIo io, Map<Long, List<Message>> gated) {
            if (io instanceof RelayIo.Publish(long t, var messages)) {
                var all = new ArrayList<>(messages);
                all.addAll(gated.getOrDefault(t, List.of()));
                return new RelayIo.Publish(t, all);
            }
            return io;
        }
    }

    /// Sends what a run has come to although the message was decided before.
    static final class DuplicateSent extends Parts {
        private final Consumer<Message> publish;

        DuplicateSent(Machine machine, Gateway gateway, Consumer<Message> publish) {
            super(machine, gateway);
            this.publish = publish;
        }

        @Override
        Step next(Delivery delivery, Event event) {
            if (event instanceof Event.Answered(var result)
                    && result instanceof TxResult.Duplicate
                    && delivery.phase() instanceof Delivery.Phase.Committing(var proposal, _, _, _)
                    && proposal != null) {
                proposal.effects()
                        .messages()
                        .forEach(each ->
                                publish.accept(
                                        new Message(
                                                "again " + delivery.message().id(),
                                                each.topic(),
                                                each.key(),
                                                each.type(),
                                                delivery.message().time(),
                                                null,
                                                delivery.message().identity(),
                                                each.payload())));
            }
            return super.next(delivery, event);
        }
    }

    /// Begins behind the first transaction after its cursor.
    static final class RelayWithAGap extends Parts {
        private boolean isFirst = true;

        RelayWithAGap(Machine machine, Gateway gateway, Consumer<Message> publish) {
            super(machine, gateway);
        }

        @Override
        RelaySteps.Step nextRelay(Relaying relaying, RelayEvent event) {
            if (event instanceof RelayEvent.LogRead(var entries) && entries.size() > 1 && isFirst) {
                isFirst = false;
                return super.nextRelay(
                        relaying, new RelayEvent.LogRead(entries.subList(1, entries.size())));
            }
            return super.nextRelay(relaying, event);
        }
    }

    /// Sends a request that is noted to be on its way, however long ago.
    static final class NoHurry extends Parts {
        NoHurry(Machine machine, Gateway gateway, Consumer<Message> publish) {
            super(machine, gateway);
        }

        @Override
        RequestSteps.Step nextRequest(Performing performing, RequestEvent event) {
            return performing.phase() instanceof Performing.Phase.Hurrying
                            && event instanceof RequestEvent.Looked(var db, _)
                    ? super.nextRequest(performing, new RequestEvent.Looked(db, Instant.MIN))
                    : super.nextRequest(performing, event);
        }
    }

    /// Parks a message whatever others have decided meanwhile.
    static final class ParkedThoughDecided extends Parts {
        ParkedThoughDecided(Machine machine, Gateway gateway, Consumer<Message> publish) {
            super(machine, gateway);
        }

        @Override
        Step next(Delivery delivery, Event event) {
            Step step = super.next(delivery, event);
            return step.delivery().phase() instanceof Delivery.Phase.Parking
                            && event instanceof Event.Looked(var db)
                            && step.io().getFirst() instanceof Io.Transact(var request, int asks)
                    ? new Step(
                            step.delivery(),
                            List.of(
                                    new Io.Transact(
                                            TxRequest.of(request.decide(db).txData()), asks)))
                    : step;
        }
    }
}
