package dev.factum.machine.run;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.database.Database;
import dev.factum.machine.claim.Position;
import dev.factum.machine.lease.Holdings;
import dev.factum.machine.lease.LeaseSteps;
import dev.factum.machine.lease.Part;
import dev.factum.machine.message.Message;
import dev.factum.machine.relay.Share;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What of a machine's work this instance does: all of it if it is alone, else the parts that it
/// holds leases on. Safe to share between threads.
final class SharedWork implements AutoCloseable {

    /// How long what was begun may take to come to its end before others may go on, and not longer
    /// than a third of a lease, or the instance would not be counted on any more. Nothing depends
    /// on it: what ends later is fenced.
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(5);

    private final boolean isAlone;
    private final Map<Part, Integer> underWay = new ConcurrentHashMap<>();
    private volatile @Nullable LeaseLoop leases;

    /// @param isAlone true if no other instance works on this machine's database
    SharedWork(boolean isAlone) {
        this.isAlone = isAlone;
    }

    /// What a relay sends before any lease is there.
    Share firstShare() {
        return isAlone ? new Share.Everything() : new Share.Partitions(Set.of());
    }

    /// Takes part from now on, as the instance that the options name.
    void start(
            Machine machine,
            Connection connection,
            RunnerOptions options,
            RelayLoop relay,
            AgendaLoop agenda) {
        options.instance()
                .ifPresent(name ->
                        leases =
                                LeaseLoop.start(
                                        steps(machine, name, options),
                                        connection,
                                        options.clock(),
                                        held -> changeTo(held, relay, agenda, drain(options))));
    }

    private static LeaseSteps steps(Machine machine, String name, RunnerOptions options) {
        String life = name + "/" + UUID.randomUUID();
        return new LeaseSteps(machine.name(), name, life, options.leases());
    }

    private static Duration drain(RunnerOptions options) {
        Duration third = options.leases().dividedBy(3);
        return third.compareTo(LONGEST_DRAIN) < 0 ? third : LONGEST_DRAIN;
    }

    /// Looks at transactions as they come.
    void observe(List<LogEntry> entries, Database db) {
        LeaseLoop present = leases;
        if (present != null) {
            present.observe(entries, db);
        }
    }

    boolean holdsAgenda() {
        LeaseLoop present = leases;
        return isAlone || (present != null && present.holds(new Part.Agenda()));
    }

    /// True while what this instance does changes.
    boolean isChanging() {
        LeaseLoop present = leases;
        return present != null && present.isChanging();
    }

    /// How many partitions are this instance's.
    int partitions() {
        LeaseLoop present = leases;
        return isAlone ? Part.PARTITIONS : present == null ? 0 : present.partitions();
    }

    /// Handles a message that the machine sends to itself, if it is this instance's to handle. If
    /// not, the relay of the instance whose it is sends it there.
    void handle(Broker.Delivered delivered, Consumer<Broker.Delivered> handler) {
        if (isAlone || !delivered.message().topic().isInternal()) {
            handler.accept(delivered);
            return;
        }
        Part part = Part.of(delivered.message().key());
        underWay.merge(part, 1, Integer::sum);
        try {
            LeaseLoop present = leases;
            Optional<Position> position =
                    present == null ? Optional.empty() : present.position(part);
            position.ifPresent(by -> handler.accept(new Leased(delivered, by)));
        } finally {
            underWay.computeIfPresent(part, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    /// Goes on with other parts than before, once what was begun of the others has ended.
    private void changeTo(Holdings held, RelayLoop relay, AgendaLoop agenda, Duration drain) {
        relay.changeTo(new Share.Partitions(held.partitions()));
        agenda.wake();
        long end = System.nanoTime() + drain.toNanos();
        while (!(relay.hasChanged() && isDrained(held, agenda)) && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }

    private boolean isDrained(Holdings held, AgendaLoop agenda) {
        boolean hasAgenda = held.position(new Part.Agenda()).isPresent();
        return (hasAgenda || !agenda.isBusy())
                && underWay.keySet().stream().allMatch(part -> held.position(part).isPresent());
    }

    /// Gives its parts to the others.
    @Override
    public void close() {
        LeaseLoop present = leases;
        if (present != null) {
            present.close();
        }
    }

    /// A message of a partition, with the right to decide it.
    private record Leased(Broker.Delivered delivered, Position by) implements Broker.Delivered {

        @Override
        public Message message() {
            return delivered.message();
        }

        @Override
        public void acknowledge() {
            delivered.acknowledge();
        }

        @Override
        public Optional<Position> position() {
            return Optional.of(by);
        }
    }
}
