package dev.factum.conformance.corpus;

import dev.factum.facts.connection.StandardEngine;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.State;
import dev.factum.facts.database.TxReport;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.IndexSegments;
import dev.factum.facts.index.Indexes;
import dev.factum.facts.index.SegmentStore;
import dev.factum.facts.tx.Excision;
import dev.factum.facts.tx.Transaction;
import dev.factum.facts.tx.TxOptions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The database under test as a bare value: every transaction gives the next one. Not thread-safe.
///
/// Its clock moves one millisecond with every transaction, so that instants tell transactions
/// apart.
final class Subject {

    private final List<Entry> log = new ArrayList<>();
    private final long foldEvery;
    private Database database;
    private Instant now;

    /// @param foldEvery after how many transactions all novelty is folded into segments, or 0
    Subject(InstantSource clock, long foldEvery) {
        this.foldEvery = foldEvery;
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
        boolean excises = Excision.isRequestedBy(report.datoms());
        if (excises || (foldEvery > 0 && log.size() % foldEvery == 0)) {
            database = folded(database, report.t() - (excises ? 1 : 0));
        }
        return report;
    }

    /// Everything in segments, without what the transactions after t `done` request to excise.
    private static Database folded(Database database, long done) {
        Indexes frozen = database.state().indexes().frozen();
        State state = database.state().withIndexes(frozen);
        Set<Datom> excised =
                Excision.requested(state, done)
                        .map(excision -> excision.datoms(state))
                        .orElse(Set.of());
        IndexSegments segments = frozen.folded(SegmentStore.MEMORY, Set.of(), excised);
        return database.withState(state.withIndexes(frozen.rebased(segments, excised)));
    }
}
