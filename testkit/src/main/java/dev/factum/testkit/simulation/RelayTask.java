package dev.factum.testkit.simulation;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.machine.message.Message;
import dev.factum.machine.relay.RelayEvent;
import dev.factum.machine.relay.RelayIo;
import dev.factum.machine.relay.RelaySteps;
import dev.factum.machine.run.Machine;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/// The relay of an instance, and what it has handed over and no broker has taken yet. Belongs to
/// one run.
final class RelayTask {

    private final Instance instance;
    private Queue<RelayIo> todo = new ArrayDeque<>();
    private Queue<Parcel> handedOver = new ArrayDeque<>();
    private Set<Long> accepted = new HashSet<>();
    private RelaySteps.Step step;
    private int life;
    private boolean isBusy;

    /// A message on its way to a broker.
    private record Parcel(Message message, Runnable whenTaken) {}

    RelayTask(Instance instance) {
        this.instance = instance;
        this.step = instance.parts().beginRelay();
    }

    /// Begins at the saved cursor; what was handed over and not taken is dropped.
    void start() {
        life++;
        todo = new ArrayDeque<>();
        handedOver = new ArrayDeque<>();
        accepted = new HashSet<>();
        step = instance.parts().beginRelay();
        todo.addAll(step.io());
        isBusy = false;
        poke();
    }

    /// There may be something to do.
    void poke() {
        if (!isBusy) {
            isBusy = true;
            soon(this::work);
        }
    }

    private void soon(Runnable what) {
        int present = life;
        instance.soon(() -> {
            if (life == present) {
                what.run();
            }
        });
    }

    private void hear(RelayEvent event) {
        step = instance.parts().nextRelay(step.relaying(), event);
        todo.addAll(step.io());
    }

    private void work() {
        isBusy = false;
        if (!accepted.isEmpty() && !step.relaying().waiting()) {
            hear(new RelayEvent.Accepted(drained()));
        }
        RelayIo io = todo.poll();
        switch (io) {
            case null -> {}
            case RelayIo.Look _ -> {
                hear(new RelayEvent.Looked(instance.database()));
                poke();
            }
            case RelayIo.ReadLog(long from, int most) -> read(from, most);
            case RelayIo.Publish publish -> {
                publish(publish);
                poke();
            }
            case RelayIo.SaveCursor save -> save(save);
            case RelayIo.AwaitAccepted _ -> {
                if (accepted.isEmpty()) {
                    todo.add(io);
                } else {
                    hear(new RelayEvent.Accepted(drained()));
                    poke();
                }
            }
        }
    }

    private Set<Long> drained() {
        Set<Long> taken = accepted;
        accepted = new HashSet<>();
        return taken;
    }

    /// Reads on; at the end of the log it waits for more.
    private void read(long from, int most) {
        List<LogEntry> entries = instance.log().entries(from, Long.MAX_VALUE);
        int some = Math.min(most, 1 + instance.around().chance().below(8));
        List<LogEntry> read = entries.stream().limit(some).toList();
        instance.wakes().observe(read);
        hear(new RelayEvent.LogRead(read));
        boolean isAtEnd =
                read.isEmpty() && todo.stream().allMatch(RelayIo.ReadLog.class::isInstance);
        if (!isAtEnd) {
            poke();
        }
    }

    private void save(RelayIo.SaveCursor save) {
        isBusy = true;
        int present = life;
        instance.transact(
                "cursor to " + save.cursor().through(),
                TxRequest.of(save.cursor().txData()),
                0,
                result -> {
                    if (life == present) {
                        boolean isDurable = result instanceof TxResult.Committed;
                        if (isDurable) {
                            instance.around().chance().reach(Landmark.CURSOR_SAVED);
                        }
                        isBusy = false;
                        hear(new RelayEvent.CursorSaved(save.cursor().through(), isDurable));
                        poke();
                    }
                });
    }

    // ---- handing over

    private void publish(RelayIo.Publish publish) {
        int[] open = {publish.messages().size()};
        int present = life;
        Runnable whenTaken =
                () -> {
                    open[0]--;
                    if (open[0] == 0 && life == present) {
                        accepted.add(publish.t());
                        poke();
                    }
                };
        for (Message message : publish.messages()) {
            if (message.topic().isInternal()) {
                instance.around().heard().hear(message);
                instance.enter(message, whenTaken, () -> {});
            } else {
                handedOver.add(new Parcel(message, whenTaken));
                soon(this::take);
            }
        }
    }

    /// The broker takes what was handed over first.
    private void take() {
        Parcel parcel = handedOver.poll();
        if (parcel == null) {
            return;
        }
        if (instance.around().chance().strikes(Hazard.PUBLISH_FAILED)) {
            instance.around().chance().reach(Landmark.RELAY_RESTARTED);
            instance.around()
                    .timeline()
                    .note(instance.name() + " could not publish " + parcel.message().id());
            start();
            return;
        }
        instance.around().heard().hear(parcel.message());
        parcel.whenTaken().run();
    }

    /// The topics that come back to the machine over the broker.
    static boolean comesBack(Machine machine, Message message) {
        return !message.topic().isInternal()
                && machine.handlers().topics().contains(message.topic());
    }
}
