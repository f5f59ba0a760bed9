package dev.factum.machine.run;

import dev.factum.facts.connection.Connection;
import dev.factum.machine.retention.Forgetting;
import dev.factum.machine.retention.ForgettingReport;
import dev.factum.machine.retention.Retention;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/// The thread that lets go of what old decisions owed, now and then; of several instances, that
/// which looks after the agenda.
final class RetentionLoop implements AutoCloseable {

    private final String machine;
    private final Connection connection;
    private final Retention retention;
    private final InstantSource clock;
    private final BooleanSupplier isMine;
    private final Rounds rounds = new Rounds("factum-retention", this::round);
    private final LongAdder decisions = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    private RetentionLoop(
            String machine,
            Connection connection,
            Retention retention,
            InstantSource clock,
            BooleanSupplier isMine) {
        this.machine = machine;
        this.connection = connection;
        this.retention = retention;
        this.clock = clock;
        this.isMine = isMine;
    }

    /// @param isMine false while another instance does it
    static RetentionLoop start(
            String machine,
            Connection connection,
            Retention retention,
            InstantSource clock,
            BooleanSupplier isMine) {
        var loop = new RetentionLoop(machine, connection, retention, clock, isMine);
        loop.rounds.start();
        return loop;
    }

    /// How many decisions were shortened.
    long decisions() {
        return decisions.sum();
    }

    /// How many bytes of the log were let go.
    long bytes() {
        return bytes.sum();
    }

    private Duration round() {
        if (isMine.getAsBoolean()) {
            ForgettingReport forgotten =
                    Forgetting.run(connection, machine, retention, clock, () -> !rounds.isEnding());
            decisions.add(forgotten.decisions());
            bytes.add(forgotten.bytes());
        }
        return retention.every();
    }

    /// Finishes the batch that is on, and ends.
    @Override
    public void close() {
        rounds.close();
    }
}
