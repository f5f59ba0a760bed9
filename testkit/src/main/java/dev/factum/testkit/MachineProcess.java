package dev.factum.testkit;

import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.machine.claim.DeliverySteps;
import dev.factum.machine.claim.Event;
import dev.factum.machine.claim.Io;
import dev.factum.machine.claim.Step;
import dev.factum.machine.relay.RelayEvent;
import dev.factum.machine.relay.RelayIo;
import dev.factum.machine.relay.RelaySteps;
import dev.factum.machine.run.Machine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/// A machine in a simulated world: its step functions, one step after the other.
///
/// A message is decided, then the relay catches up, then what is due on the agenda is done, then
/// the next message: always in the same order, so that a step has the same number on every run.
/// When there is nothing to do, time passes to the moment of the next thing on the agenda.
public final class MachineProcess implements SimulatedProcess {

    private final DeliverySteps deliveries;
    private final Tail tail;
    private final AgendaProcess agenda;

    private MachineProcess(Machine machine) {
        this.deliveries = machine.deliveries();
        this.tail = new Tail(machine.relay());
        this.agenda = new AgendaProcess(machine);
    }

    public static MachineProcess of(Machine machine) {
        return new MachineProcess(machine);
    }

    @Override
    public void run(World world) {
        Optional<World.Received> next = world.receive();
        boolean isBusy = true;
        while (next.isPresent() || isBusy) {
            next.ifPresent(received -> decide(received, world));
            isBusy = tail.catchUp(world);
            isBusy = agenda.work(world) || isBusy;
            next = world.receive();
            if (!isBusy && next.isEmpty()) {
                isBusy = agenda.sleep(world);
            }
        }
    }

    private void decide(World.Received received, World world) {
        Step step = deliveries.begin(received.message(), true);
        while (!step.io().isEmpty()) {
            step = deliveries.next(step.delivery(), perform(step.io().getFirst(), received, world));
        }
    }

    private static Event perform(Io io, World.Received received, World world) {
        return switch (io) {
            case Io.Look _ -> new Event.Looked(world.database());
            case Io.Transact(var request, _) -> new Event.Answered(world.transact(request));
            case Io.ReadLog(long t) -> new Event.Read(world.log(t).getFirst());
            case Io.Acknowledge _ -> {
                received.acknowledge();
                yield new Event.Performed();
            }
            case Io.GiveBack _ -> new Event.Performed();
        };
    }

    /// The relay of one life.
    static final class Tail {
        private final RelaySteps steps;
        private final Queue<RelayIo> todo = new ArrayDeque<>();
        private final Set<Long> accepted = new HashSet<>();
        private RelaySteps.Step step;

        Tail(RelaySteps steps) {
            this.steps = steps;
            this.step = steps.begin();
            todo.addAll(step.io());
        }

        /// Sends what is owed; false if there was nothing to do.
        boolean catchUp(World world) {
            boolean busy = false;
            boolean atEnd = false;
            while (!todo.isEmpty() && !(atEnd && todo.peek() instanceof RelayIo.ReadLog)) {
                if (!accepted.isEmpty()) {
                    step = steps.next(step.relaying(), new RelayEvent.Accepted(accepted));
                    accepted.clear();
                }
                Optional<RelayEvent> event = perform(todo.remove(), world);
                atEnd = event.equals(Optional.of(new RelayEvent.LogRead(List.of())));
                busy = busy || !atEnd;
                if (event.isPresent()) {
                    step = steps.next(step.relaying(), event.get());
                    todo.addAll(step.io());
                }
            }
            return busy;
        }

        private Optional<RelayEvent> perform(RelayIo io, World world) {
            return switch (io) {
                case RelayIo.Look _ -> Optional.of(new RelayEvent.Looked(world.database()));
                case RelayIo.ReadLog(long from, int most) ->
                        Optional.of(
                                new RelayEvent.LogRead(
                                        world.log(from).stream().limit(most).toList()));
                case RelayIo.Publish publish -> {
                    publish(publish, world);
                    yield Optional.empty();
                }
                case RelayIo.SaveCursor(var cursor) -> {
                    TxResult result = world.transact(TxRequest.of(cursor.txData()));
                    boolean durable = result instanceof TxResult.Committed;
                    yield Optional.of(new RelayEvent.CursorSaved(cursor.through(), durable));
                }
                case RelayIo.AwaitAccepted _ ->
                        Optional.of(new RelayEvent.Accepted(Set.copyOf(accepted)));
            };
        }

        private void publish(RelayIo.Publish publish, World world) {
            var open = new ArrayList<>(publish.messages());
            for (var message : publish.messages()) {
                world.publish(
                        message,
                        () -> {
                            open.remove(message);
                            if (open.isEmpty()) {
                                accepted.add(publish.t());
                            }
                        });
            }
        }
    }
}
