package dev.factum.testkit.simulation;

import dev.factum.facts.database.Database;
import dev.factum.machine.claim.Claim;
import dev.factum.machine.claim.Parked;
import dev.factum.machine.effect.Decision;
import dev.factum.machine.handler.HandlerDefinition;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.MessageId;
import dev.factum.machine.request.Call;
import dev.factum.machine.request.PlannedRequest;
import dev.factum.machine.request.RequestState;
import dev.factum.machine.run.Machine;
import dev.factum.machine.timer.Agenda;
import dev.factum.machine.timer.TimerFacts;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What must be true when nothing goes wrong any more and all has come to rest.
///
/// @param mayStayParked the messages that wait for a person in the end
record Rest(
        Machine machine,
        Database db,
        Ledger ledger,
        SimulatedBroker broker,
        Partners partners,
        Chance chance,
        Predicate<Parked> mayStayParked) {

    List<String> problems() {
        var problems = new ArrayList<String>();
        broker.open().forEach(message -> problems.add("not acknowledged: " + message));
        ledger.unheard().forEach(message -> problems.add("owed and never heard: " + message));
        ledger.known().values().forEach(message -> decided(message, problems));
        broker.inOrder().forEach(lane -> inOrder(lane, problems));
        parked(problems);
        agenda(problems);
        requests(problems);
        gates(problems);
        problems.addAll(partners.problems());
        return problems;
    }

    private void decided(Message message, List<String> problems) {
        for (HandlerDefinition<?> handler : machine.handlers().taking(message)) {
            Claim claim = Claim.of(machine.name(), handler.name(), message);
            if (!ledger.claims().containsKey(claim.text()) && Parked.of(db, claim).isEmpty()) {
                problems.add("not decided by " + handler.name() + ": " + message);
            }
        }
    }

    /// Messages of a key are decided in the order in which they came, even if one of them has to
    /// wait.
    private void inOrder(List<Message> lane, List<String> problems) {
        for (HandlerDefinition<?> handler : machine.handlers().taking(lane.getFirst())) {
            long last = 0;
            for (Message message : handler.parksKey() ? lane : List.<Message>of()) {
                String claim = Claim.of(machine.name(), handler.name(), message).text();
                long t = ledger.claims().getOrDefault(claim, last);
                if (t < last) {
                    problems.add("decided before one that came earlier: " + message);
                }
                last = t;
            }
        }
    }

    private void parked(List<String> problems) {
        for (Parked parked : Parked.in(db)) {
            if (ledger.claims().containsKey(parked.claim().text())) {
                problems.add("decided and still parked: " + parked.claim().text());
            } else if (!mayStayParked.test(parked)) {
                problems.add("parked in the end: " + parked);
            }
        }
    }

    private void agenda(List<String> problems) {
        TimerFacts.in(db, machine.name()).stream()
                .filter(timer -> timer.schedule().isEmpty())
                .forEach(timer -> problems.add("a timer has not fired: " + timer));
        Iterator<Agenda.Entry> entries = Agenda.of(db, machine.name(), Agenda.Kind.REQUEST);
        entries.forEachRemaining(entry ->
                problems.add("still to be performed: " + PlannedRequest.of(db, entry.entity())));
    }

    // ---- requests

    private void requests(List<String> problems) {
        Map<String, Call> acts =
                partners.host().acts().stream()
                        .collect(Collectors.toMap(Call::key, call -> call, (one, _) -> one));
        Stream.of(RequestState.values())
                .flatMap(state -> PlannedRequest.in(db, state).stream())
                .forEach(request -> request(request, acts.containsKey(request.id()), problems));
        for (Call call : partners.host().calls()) {
            if (PlannedRequest.of(db, call.key()).isEmpty()) {
                problems.add("sent, and nobody has planned it: " + call);
            }
        }
    }

    private void request(PlannedRequest request, boolean hasActed, List<String> problems) {
        for (long ordinal = 0; ordinal < request.told(); ordinal++) {
            if (!ledger.isOwed(MessageId.ofOutcome(request.id(), ordinal))) {
                problems.add("an outcome was noted and nobody is told: " + request);
            }
        }
        switch (request.state()) {
            case PLANNED, ATTEMPTING -> problems.add("an intent is still open: " + request);
            case WAITING, UNKNOWN -> {}
            case CANCELLED -> chance.reach(Landmark.CANCELLED);
            case FAILED -> {
                chance.reach(Landmark.FAILED);
                if (hasActed) {
                    problems.add("failed, but the partner has performed it: " + request);
                }
            }
            case DONE -> {
                if (!hasActed) {
                    problems.add("done, but the partner has not performed it: " + request);
                }
                if (request.undoes().isPresent()) {
                    chance.reach(Landmark.COMPENSATED);
                }
            }
        }
    }

    private void gates(List<String> problems) {
        ledger.waiting(db).forEach((decision, requests) -> gate(decision, requests, problems));
    }

    private void gate(
            Decision decision,
            Map<String, Optional<PlannedRequest>> requests,
            List<String> problems) {
        requests.forEach((label, request) -> {
            if (request.isEmpty()) {
                problems.add("not planned: " + label + " of " + decision.message());
            }
        });
        boolean isOpen =
                requests.values().stream()
                        .allMatch(each ->
                                each.map(PlannedRequest::state).orElse(null) == RequestState.DONE);
        for (Message message : decision.gated()) {
            if (isOpen && !ledger.isOwed(message.id())) {
                problems.add("waits though all requests are done: " + message);
            }
            if (!isOpen) {
                chance.reach(Landmark.GATE_STAYED_CLOSED);
            }
        }
    }
}
