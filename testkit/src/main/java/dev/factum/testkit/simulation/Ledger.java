package dev.factum.testkit.simulation;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.schema.Builtin;
import dev.factum.machine.claim.Proposal;
import dev.factum.machine.effect.Decision;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.handler.HandlerDefinition;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.MessageId;
import dev.factum.machine.message.MessageType;
import dev.factum.machine.request.PlannedRequest;
import dev.factum.machine.request.RequestOutcome;
import dev.factum.machine.request.RequestState;
import dev.factum.machine.run.Machine;
import dev.factum.machine.timer.FiringSteps;
import dev.factum.machine.timer.TimerFacts;
import dev.factum.testkit.MemoryLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Keeps account of what was committed and what was heard, and finds what does not fit: beside the
/// machine, from the log alone. Belongs to one run.
final class Ledger {

    private static final MessageType<RequestOutcome> OUTCOME = MessageType.of(RequestOutcome.class);

    private final Machine machine;
    private final List<Invariant> invariants;
    private final Timeline timeline;
    private final Chance chance;
    private final Map<String, Long> claims = new HashMap<>();
    private final Map<String, Message> known = new HashMap<>();
    private final Map<String, Owed> owed = new LinkedHashMap<>();
    private final Map<String, Owed> lastHeard = new HashMap<>();
    private final Set<String> heard = new HashSet<>();
    private final Map<String, Decision> gates = new HashMap<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /// A message and where the log owes it.
    record Owed(Message message, long t, int place) {

        boolean isAfter(Owed other) {
            return t > other.t || (t == other.t && place > other.place);
        }
    }

    Ledger(Machine machine, List<Invariant> invariants, Timeline timeline, Chance chance) {
        this.machine = machine;
        this.invariants = invariants;
        this.timeline = timeline;
        this.chance = chance;
    }

    /// A message that is sent to the machine.
    void sent(Message message) {
        known.put(message.identity(), message);
    }

    // ---- what was committed

    void committed(MemoryLog before, MemoryLog after, LogEntry entry) {
        boolean isClaim = claim(entry);
        Optional<Decision> decision =
                Decision.in(entry).filter(each -> each.machine().equals(machine.name()));
        decision.ifPresent(each -> owe(entry.t(), each, before.database(), after.database()));
        if (isClaim && decision.isPresent()) {
            audit(before, entry, decision.get());
        }
        for (Invariant invariant : invariants) {
            invariant
                    .brokenBy(after.database())
                    .ifPresent(why -> problem("transaction " + entry.t() + ": " + why));
        }
    }

    private boolean claim(LogEntry entry) {
        boolean isClaim = false;
        for (Datom datom : entry.datoms()) {
            if (datom.a() == Builtin.CLAIM && datom.added()) {
                isClaim = true;
                if (claims.put((String) datom.v(), entry.t()) != null) {
                    problem("decided twice: " + datom.v());
                }
            }
        }
        return isClaim;
    }

    private void owe(long t, Decision decision, Database before, Database after) {
        decisions.add(decision);
        decision.gated().forEach(message -> gates.put(message.id(), decision));
        if (decision.handler().equals(FiringSteps.HANDLER)) {
            timers(decision, before);
        }
        for (int place = 0; place < decision.messages().size(); place++) {
            Message message = decision.messages().get(place);
            known.put(message.identity(), message);
            outcome(message);
            if (owed.put(message.id(), new Owed(message, t, place)) != null) {
                problem("a message is owed twice: " + message);
            }
            Decision gate = gates.get(message.id());
            if (gate != null) {
                passed(message, gate, after);
            }
        }
    }

    private void outcome(Message message) {
        if (OUTCOME.takes(message.type())
                && OUTCOME.decode(message).state() == RequestState.UNKNOWN) {
            chance.reach(Landmark.OUTCOME_UNKNOWN);
        }
    }

    private void timers(Decision decision, Database before) {
        Map<String, Message> waiting = new HashMap<>();
        TimerFacts.in(before, machine.name())
                .forEach(timer -> waiting.put(timer.message().id(), timer.message()));
        for (Message message : decision.messages()) {
            chance.reach(Landmark.TIMER_FIRED);
            if (message.time().isAfter(timeline.instant())) {
                problem("a timer fired too early: " + message);
            }
            if (!message.equals(waiting.get(message.id()))) {
                problem("a timer fired that was not there any more: " + message);
            }
        }
    }

    private void passed(Message message, Decision gate, Database after) {
        chance.reach(Landmark.GATE_OPENED);
        requests(gate, after)
                .forEach((label, request) -> {
                    if (request.map(PlannedRequest::state).orElse(null) != RequestState.DONE) {
                        problem("a message did not wait for " + label + ": " + message);
                    }
                });
    }

    private Map<String, Optional<PlannedRequest>> requests(Decision decision, Database db) {
        var requests = new LinkedHashMap<String, Optional<PlannedRequest>>();
        Message cause = known.get(decision.message());
        decision.requests()
                .forEach(request ->
                        requests.put(
                                request.label(),
                                cause == null
                                        ? Optional.empty()
                                        : PlannedRequest.of(
                                                db,
                                                MessageId.ofRequest(
                                                        cause,
                                                        decision.handler(),
                                                        request.label()))));
        return requests;
    }

    /// Decided on the database right before its transaction, the message must come to the same.
    private void audit(MemoryLog before, LogEntry entry, Decision decision) {
        Message message = known.get(decision.message());
        HandlerDefinition<?> handler = machine.handlers().named(decision.handler()).orElse(null);
        if (message == null || handler == null) {
            problem("nobody has sent the message of the decision at " + entry.t());
            return;
        }
        if (decision.digest().equals(Effects.none().digest())) {
            chance.reach(Landmark.DECIDED_NOTHING);
        }
        try {
            Proposal proposal = Proposal.of(machine.name(), handler, message, before.database());
            MemoryLog.Written again = before.write(proposal.request(), instant(entry));
            if (!(again.result() instanceof TxResult.Committed(var report))) {
                problem("decided again, " + message.id() + " is answered " + again.result());
                return;
            }
            LogEntry other = again.after().entries(entry.t(), entry.t() + 1).getFirst();
            if (!Set.copyOf(report.datoms()).equals(Set.copyOf(entry.datoms()))) {
                problem("decided again, " + message.id() + " has other facts");
            }
            if (!Decision.in(other)
                    .map(Ledger::comparable)
                    .equals(Optional.of(comparable(decision)))) {
                problem("decided again, " + message.id() + " has other effects");
            }
        } catch (FactumError refused) {
            problem("decided again, " + message.id() + " is refused: " + refused);
        }
    }

    private static Instant instant(LogEntry entry) {
        return entry.datoms().stream()
                .filter(datom -> datom.a() == Builtin.TX_INSTANT)
                .map(datom -> (Instant) datom.v())
                .findFirst()
                .orElseThrow();
    }

    /// Apart from the basis, which is any from which nothing that was read has changed.
    private static Decision comparable(Decision decision) {
        return Decision.of(
                        decision.machine(),
                        decision.handler(),
                        decision.message(),
                        0,
                        decision.digest())
                .messages(decision.messages())
                .gated(decision.gated())
                .requests(decision.requests())
                .reply(decision.reply())
                .received(decision.received());
    }

    // ---- what was heard

    void heard(Message message) {
        Owed where = owed.get(message.id());
        if (where == null) {
            problem("heard, and no transaction owes it: " + message);
        } else if (!where.message().equals(message)) {
            problem("two bodies under one id: " + where.message() + " and " + message);
        } else if (!heard.add(message.id())) {
            chance.reach(Landmark.HEARD_AGAIN);
        } else {
            Owed before = lastHeard.put(message.topic() + " " + message.key(), where);
            if (before != null && !where.isAfter(before)) {
                problem("heard after one that was committed later: " + message);
            }
        }
    }

    // ---- in the end

    Map<String, Long> claims() {
        return claims;
    }

    Map<String, Message> known() {
        return known;
    }

    boolean isOwed(String id) {
        return owed.containsKey(id);
    }

    List<Message> unheard() {
        return owed.values().stream()
                .map(Owed::message)
                .filter(message -> !heard.contains(message.id()))
                .toList();
    }

    /// The decisions whose messages wait, with their requests.
    Map<Decision, Map<String, Optional<PlannedRequest>>> waiting(Database db) {
        var waiting = new LinkedHashMap<Decision, Map<String, Optional<PlannedRequest>>>();
        decisions.stream()
                .filter(decision -> !decision.requests().isEmpty())
                .forEach(decision -> waiting.put(decision, requests(decision, db)));
        return waiting;
    }

    void problem(String what) {
        problems.add(what);
        timeline.note("WRONG: " + what);
    }

    List<String> problems() {
        return problems;
    }
}
