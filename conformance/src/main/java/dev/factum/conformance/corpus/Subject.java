package dev.factum.conformance.corpus;

import dev.factum.facts.connection.StandardEngine;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.TxReport;
import dev.factum.facts.tx.Transaction;
import dev.factum.facts.tx.TxOptions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// The database under test as a bare value: every transaction gives the next one. Not thread-safe.
///
/// Its clock moves one millisecond with every transaction, so that instants tell transactions
/// apart.
final class Subject {

    private final List<Entry> log = new ArrayList<>();
    private Database database;
    private Instant now;

    Subject(InstantSource clock) {
        this.now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        this.database =
                Database.of(
                        Transaction.genesis(),
                        StandardEngine.with(CorpusFunctions.all(), () -> now.plusSeconds(1)));
    }

    Database database() {
        return database;
    }

    /// All transactions so far, oldest first.
    List<Entry> log() {
        return log;
    }

    /// One transaction, and whether it stated its instant.
    record Entry(TxReport report, boolean statesInstant) {}

    TxReport transact(List<?> txData, boolean statesInstant) {
        now = now.plusMillis(1);
        TxReport report = Transaction.apply(database, txData, TxOptions.at(now));
        database = report.dbAfter();
        log.add(new Entry(report, statesInstant));
        return report;
    }
}
