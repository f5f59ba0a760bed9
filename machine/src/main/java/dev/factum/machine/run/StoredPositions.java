package dev.factum.machine.run;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.ReadSet;
import dev.factum.machine.claim.Position;
import dev.factum.machine.claim.Source;
import java.time.Duration;
import java.util.Optional;

/// The positions of a machine, as facts in its database. Safe to share between threads.
final class StoredPositions implements Broker.Positions {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final String machine;
    private final Connection connection;

    StoredPositions(String machine, Connection connection) {
        this.machine = machine;
        this.connection = connection;
    }

    @Override
    public Position take(String source) {
        Optional<Position> taken = take(machine + "/" + source, connection.db());
        while (taken.isEmpty()) {
            taken = take(machine + "/" + source, connection.db());
        }
        return taken.get();
    }

    /// Raises the epoch; nothing if somebody else did so in the same moment.
    private Optional<Position> take(String name, Database db) {
        var recorder = new ReadSet.Recorder();
        Source source = Source.in(db.tracked(recorder), name);
        TxRequest request = TxRequest.of(source.takeOver()).reads(db.basisT(), recorder.reads());
        return switch (connection.submit(request)) {
            case TxResult.Committed(var report) -> {
                connection.db(report.t(), LONGEST_WAIT);
                yield Optional.of(new Position(name, source.epoch() + 1, source.through()));
            }
            case TxResult.Conflict(_, long t) -> {
                connection.db(t, LONGEST_WAIT);
                yield Optional.empty();
            }
            case TxResult.Rejected(var error) -> throw error;
            case TxResult.Indeterminate(var error) -> throw error;
            case TxResult.Duplicate _ -> throw new IllegalStateException("No claim was given");
        };
    }

    @Override
    public boolean save(Position position) {
        Database db = connection.db();
        var recorder = new ReadSet.Recorder();
        return position.isHeld(db.tracked(recorder))
                && connection.submit(
                                TxRequest.of(position.txData())
                                        .reads(db.basisT(), recorder.reads()))
                        instanceof TxResult.Committed;
    }
}
