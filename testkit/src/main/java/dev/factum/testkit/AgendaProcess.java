package dev.factum.testkit;

import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.database.Database;
import dev.factum.machine.effect.Decision;
import dev.factum.machine.request.PlannedRequest;
import dev.factum.machine.request.RequestEvent;
import dev.factum.machine.request.RequestIo;
import dev.factum.machine.request.RequestSteps;
import dev.factum.machine.run.Machine;
import dev.factum.machine.timer.Agenda;
import dev.factum.machine.timer.Agenda.Kind;
import dev.factum.machine.timer.FiringSteps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A machine's agenda in a simulated world: timers and requests, one after the other. Belongs to
/// one life.
final class AgendaProcess {

    private final String machine;
    private final FiringSteps firing;
    private final Map<String, Instant> resting = new HashMap<>();

    AgendaProcess(Machine machine) {
        this.machine = machine.name();
        this.firing = machine.timers();
    }

    /// Does what is due; false if nothing is.
    boolean work(World world) {
        if (!hasAgenda(world)) {
            return false;
        }
        boolean isBusy = fire(world);
        for (String id : due(world)) {
            perform(id, world);
            isBusy = true;
        }
        return isBusy;
    }

    /// A machine without timers and requests looks at no agenda, so that its steps are few.
    private boolean hasAgenda(World world) {
        Database db = world.moment().database();
        return Agenda.of(db, machine, Kind.TIMER).hasNext()
                || Agenda.of(db, machine, Kind.REQUEST).hasNext();
    }

    private boolean fire(World world) {
        Optional<TxRequest> due = firing.due(world.database(), world.now());
        due.ifPresent(world::transact);
        return due.isPresent();
    }

    private List<String> due(World world) {
        Database db = world.database();
        var due = new ArrayList<String>();
        Iterator<Agenda.Entry> entries = Agenda.of(db, machine, Kind.REQUEST);
        while (entries.hasNext()) {
            Agenda.Entry entry = entries.next();
            String id = PlannedRequest.idOf(db, entry.entity()).orElseThrow();
            boolean isResting = resting.getOrDefault(id, Instant.MIN).isAfter(world.now());
            if (!entry.due().isAfter(world.now()) && !isResting) {
                due.add(id);
            }
        }
        return due;
    }

    private void perform(String id, World world) {
        var steps = new RequestSteps(world::destination);
        RequestSteps.Step step = steps.begin(id);
        while (step.io().isPresent()) {
            RequestIo io = step.io().get();
            if (io instanceof RequestIo.Rest(var pause, _)) {
                resting.put(id, world.now().plus(pause));
                return;
            }
            step = steps.next(step.performing(), perform(io, world));
        }
    }

    private static RequestEvent perform(RequestIo io, World world) {
        return switch (io) {
            case RequestIo.Look _ -> new RequestEvent.Looked(world.database(), world.now());
            case RequestIo.ReadLog(long t) ->
                    new RequestEvent.Read(Decision.at(world.log(t).getFirst()));
            case RequestIo.Send(var call) -> new RequestEvent.Sent(world.send(call), world.now());
            case RequestIo.Transact(var request, _) ->
                    new RequestEvent.Answered(world.transact(request));
            case RequestIo.Rest _ -> throw new IllegalArgumentException("A rest is no event");
        };
    }

    /// Sleeps until something is due; false if nothing ever will be.
    boolean sleep(World world) {
        Database db = world.moment().database();
        Instant now = world.now();
        Optional<Instant> next =
                Stream.concat(
                                Stream.of(Kind.values())
                                        .flatMap(kind ->
                                                Agenda.next(db, machine, kind, now).stream()),
                                resting.values().stream().filter(until -> until.isAfter(now)))
                        .min(Instant::compareTo);
        return next.isPresent() && world.sleepUntil(next.get());
    }
}
