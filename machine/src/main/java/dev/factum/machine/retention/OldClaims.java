package dev.factum.machine.retention;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Entity;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.value.Keyword;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Lets go of claims, by requests to excise them up to a t: out of the indexes and out of the log,
/// with nothing left of each. A request walks the whole log, so few claims wait for more.
///
/// Being excision, it can be broken off anywhere, and whoever opens the database does the rest.
final class OldClaims {

    /// How many claims one request takes; a round of indexing holds them in memory.
    private static final int BATCH = 50_000;

    /// Not to walk through a log of which few claims are to go: one transaction in so many at
    /// least.
    private static final int WORTHWHILE = 100;

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Keyword EXCISE = Keyword.of("db/excise");
    private static final Keyword BEFORE_T = Keyword.of("db.excise/beforeT");
    private static final Keyword TX_INSTANT = Keyword.of("db/txInstant");

    private final Connection connection;

    OldClaims(Connection connection) {
        this.connection = connection;
    }

    /// What a request would take.
    private record Batch(int claims, long until) {
        boolean isWorthwhile(long transactions) {
            return claims > 0 && claims >= Math.min(transactions / WORTHWHILE, BATCH);
        }
    }

    /// Lets go of claims of transactions before an instant.
    ///
    /// @return how many
    long forget(Instant before, BooleanSupplier goesOn) {
        long forgotten = 0;
        Batch batch = next(connection.db(), before);
        while (batch.isWorthwhile(connection.db().basisT()) && goesOn.getAsBoolean()) {
            long t =
                    connection
                            .transact(
                                    List.of(
                                            Map.of(
                                                    EXCISE,
                                                    Keyword.of("factum/claim"),
                                                    BEFORE_T,
                                                    batch.until())))
                            .t();
            connection.awaitExcision(t, LONGEST);
            forgotten += batch.claims();
            batch = next(connection.db(), before);
        }
        return forgotten;
    }

    private static Batch next(Database db, Instant before) {
        long end = firstAt(db, before);
        Iterator<Datom> claims = db.scan(IndexOrder.AEVT, Prefix.attribute(Builtin.CLAIM));
        int count = 0;
        long until = 0;
        while (claims.hasNext() && count < BATCH) {
            Datom claim = claims.next();
            if (!EntityId.isTransaction(claim.e()) || EntityId.sequence(claim.e()) >= end) {
                break;
            }
            count++;
            until = EntityId.sequence(claim.e()) + 1;
        }
        return new Batch(count, until);
    }

    /// The t of the first transaction at an instant or later, by halving: instants rise with t.
    private static long firstAt(Database db, Instant instant) {
        long low = 1;
        long high = db.nextT();
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (instantOf(db, middle).isBefore(instant)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static Instant instantOf(Database db, long t) {
        return db.entity(EntityId.ofTransaction(t))
                .map((Entity transaction) -> transaction.get(TX_INSTANT))
                .map(Instant.class::cast)
                .orElse(Instant.EPOCH);
    }
}
