package dev.factum.machine.run;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.facts.error.FactumError;
import dev.factum.machine.claim.Caution;
import dev.factum.machine.claim.Claim;
import dev.factum.machine.claim.Delivery;
import dev.factum.machine.claim.DeliverySteps;
import dev.factum.machine.claim.Life;
import dev.factum.machine.handler.Handlers;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The life of a runner, which the database knows of. If the one before it died, it is careful for
/// a while: it notes what it begins with, and what may have been the cause is begun with alone, so
/// that nobody else is blamed for what it does. Safe to share between threads.
final class CarefulLife {

    private static final System.Logger LOG = System.getLogger(CarefulLife.class.getName());

    /// After that even a caller has come again whose message the process died of.
    private static final Duration CAREFUL_FOR = Duration.ofMinutes(10);

    private final Machine machine;
    private final Connection connection;
    private final DeliverySteps usual;
    private final @Nullable Life life;
    private final @Nullable Caution caution;
    private final long carefulUntil = System.nanoTime() + CAREFUL_FOR.toNanos();
    private final ReentrantReadWriteLock alone = new ReentrantReadWriteLock(true);

    private CarefulLife(
            Machine machine,
            Handlers handlers,
            Connection connection,
            @Nullable Life life,
            @Nullable Caution caution) {
        this.machine = machine;
        this.connection = connection;
        this.usual = machine.deliveries(handlers);
        this.life = life;
        this.caution = caution;
    }

    /// @param handlers the machine's, as they are to be run
    static CarefulLife begin(
            Machine machine, Handlers handlers, Connection connection, RunnerOptions options) {
        if (options.mostDeaths() == 0) {
            return new CarefulLife(machine, handlers, connection, null, null);
        }
        String name =
                options.instance()
                        .map(instance -> machine.name() + "/" + instance)
                        .orElse(machine.name());
        Life before = Life.last(connection.db(), name);
        Life present = before.next();
        connection.transact(present.began());
        Caution caution =
                before.isOver() ? null : new Caution(present.number(), options.mostDeaths());
        return new CarefulLife(machine, handlers, connection, present, caution);
    }

    private Optional<Caution> caution() {
        return System.nanoTime() - carefulUntil < 0
                ? Optional.ofNullable(caution)
                : Optional.empty();
    }

    /// The steps by which a message that comes now is decided.
    DeliverySteps steps() {
        return caution().map(usual::with).orElse(usual);
    }

    /// Decides a message; alone, if the process may have died of it.
    Delivery decide(Delivery begun, Supplier<Delivery> deciding) {
        Optional<Caution> present = caution();
        if (present.isEmpty()) {
            return deciding.get();
        }
        Lock lock = isSuspect(begun, present.get()) ? alone.writeLock() : alone.readLock();
        lock.lock();
        try {
            return deciding.get();
        } finally {
            lock.unlock();
        }
    }

    private boolean isSuspect(Delivery begun, Caution present) {
        Database db = connection.db();
        return begun.remaining().stream()
                .map(handler -> Claim.of(machine.name(), handler.name(), begun.message()))
                .anyMatch(claim -> present.isSuspect(db, claim));
    }

    /// The life has come to its end. Where that cannot be noted, the next one is careful for
    /// nothing.
    void end() {
        if (life == null) {
            return;
        }
        try {
            TxResult result = connection.submit(TxRequest.of(life.ended()));
            LOG.log(Level.DEBUG, () -> "The end of a life: " + result);
        } catch (FactumError unreachable) {
            LOG.log(Level.DEBUG, "The end of a life could not be noted", unreachable);
        }
    }
}
