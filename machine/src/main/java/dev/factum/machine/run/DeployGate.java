package dev.factum.machine.run;

import dev.factum.facts.database.Database;
import dev.factum.facts.error.FactumError;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.claim.Parked;
import dev.factum.machine.message.Topic;
import dev.factum.machine.request.PlannedRequest;
import dev.factum.machine.request.RequestState;
import dev.factum.machine.timer.TimerFacts;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Whether a machine can serve what an earlier version of it has left open: requests whose outcome
/// somebody has to handle, timers that will send something, messages that were parked.
///
/// Effects that were decided are data and need no code. What is left open refers to code by name:
/// to a handler, a topic, a type of message, a destination. If that is gone, the time to say so is
/// before anything runs. Ask it in a build, with a copy of the database; [Runner#start] asks it
/// too.
public final class DeployGate {

    private static final List<RequestState> OPEN =
            List.of(
                    RequestState.WAITING,
                    RequestState.PLANNED,
                    RequestState.ATTEMPTING,
                    RequestState.UNKNOWN);

    private final Machine machine;
    private final Database db;
    private final Set<String> problems = new TreeSet<>();

    private DeployGate(Machine machine, Database db) {
        this.machine = machine;
        this.db = db;
    }

    /// What the machine cannot serve, each problem once; empty if it can take over.
    ///
    /// @param destinations those that requests can be sent to; empty if that is not to be checked
    public static List<String> check(
            Machine machine, Database db, Optional<Set<String>> destinations) {
        var gate = new DeployGate(machine, db);
        gate.requests(destinations);
        gate.timers();
        gate.parked();
        return List.copyOf(gate.problems);
    }

    /// Refuses a machine that cannot take over.
    ///
    /// @throws FactumError `:factum.machine/cannot-serve` with all problems
    static void require(Machine machine, Database db) {
        List<String> problems = check(machine, db, Optional.empty());
        if (!problems.isEmpty()) {
            throw FactumError.of(
                            MachineErrorCode.CANNOT_SERVE,
                            "These handlers cannot serve what is left open in the database")
                    .with("machine", machine.name())
                    .with("problems", problems);
        }
    }

    private void requests(Optional<Set<String>> destinations) {
        for (RequestState state : OPEN) {
            for (PlannedRequest request : PlannedRequest.in(db, state)) {
                if (request.machine().equals(machine.name())) {
                    request.outcome().ifPresent(topic -> served(topic, "request-outcome"));
                    if (destinations.isPresent()
                            && !destinations.get().contains(request.destination())) {
                        problems.add("no destination " + request.destination());
                    }
                }
            }
        }
    }

    private void timers() {
        for (TimerFacts.Kind kind : TimerFacts.kinds(db, machine.name())) {
            served(kind.topic(), kind.type());
        }
    }

    /// Only what stays in the process, or is on a topic of the machine, is the machine's to serve.
    private void served(Topic topic, String type) {
        boolean isOurs = topic.isInternal() || machine.handlers().topics().contains(topic);
        boolean isTaken =
                machine.handlers().definitions().stream()
                        .anyMatch(each -> each.topic().equals(topic) && each.type().takes(type));
        if (isOurs && !isTaken) {
            problems.add("no handler for " + type + " on " + topic);
        }
    }

    private void parked() {
        for (Parked each : Parked.in(db)) {
            if (each.machine().equals(machine.name())
                    && machine.handlers().named(each.handler()).isEmpty()) {
                problems.add("no handler " + each.handler() + ", for which a message is parked");
            }
        }
    }
}
