package dev.factum.facts.tx;

import dev.factum.facts.database.State;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexSegments;
import dev.factum.facts.index.Indexes;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.schema.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// A log becomes a state: like [Transaction#replay] for each transaction, but the indexes are built
/// once, at the end. Belongs to one thread.
public final class Replay {

    private final State start;
    private final List<Datom> history = new ArrayList<>();
    private Schema schema;
    private Indexes described;
    private long basis;
    private long nextEntity;
    private long nextSystemEntity;
    private Instant instant;

    /// Begins with the new, empty database.
    public Replay() {
        this(Transaction.genesis());
    }

    private Replay(State start) {
        this.start = start;
        this.schema = start.schema();
        this.described =
                Indexes.empty()
                        .withHistory(
                                SchemaHistory.of(start.indexes()),
                                SchemaHistory.BY_VALUE,
                                Set.of());
        this.basis = start.basis();
        this.nextEntity = start.nextEntity();
        this.nextSystemEntity = start.nextSystemEntity();
        this.instant = start.lastInstant();
    }

    /// Begins with what was put into segments, and reads the schema from there.
    ///
    /// @param basis the t of the last transaction that is in the segments
    /// @param nextEntity see [State]
    /// @param nextSystemEntity see [State]
    public static Replay after(
            IndexSegments segments,
            long basis,
            long nextEntity,
            long nextSystemEntity,
            Instant lastInstant) {
        Indexes indexes = Indexes.of(segments);
        return new Replay(
                new State(
                        SchemaHistory.schema(indexes),
                        indexes,
                        basis,
                        nextEntity,
                        nextSystemEntity,
                        lastInstant));
    }

    /// The t of the last transaction so far.
    public long basis() {
        return basis;
    }

    /// The next transaction; `:db.error/storage-corrupt` if it is not the one after the last.
    public void add(long t, Collection<Datom> datoms) {
        if (t != basis + 1) {
            throw FactumError.of(DbErrorCode.STORAGE_CORRUPT, "The log has a gap")
                    .with("expected", basis + 1)
                    .with("found", t);
        }
        basis = t;
        history.addAll(datoms);
        List<Datom> aboutSchema = SchemaHistory.of(datoms);
        if (!aboutSchema.isEmpty()) {
            described = described.with(aboutSchema, SchemaHistory.BY_VALUE, Set.of());
            schema = SchemaChange.derive(schema, described, aboutSchema);
        }
        datoms.forEach(this::count);
    }

    private void count(Datom datom) {
        long sequence = EntityId.sequence(datom.e());
        if (EntityId.partition(datom.e()) == EntityId.DB_PARTITION) {
            nextSystemEntity = Math.max(nextSystemEntity, sequence + 1);
        } else if (!EntityId.isTransaction(datom.e())) {
            nextEntity = Math.max(nextEntity, sequence + 1);
        } else if (datom.a() == Builtin.TX_INSTANT && sequence == basis) {
            instant = (Instant) datom.v();
        }
    }

    /// The state after all that was added.
    public State state() {
        Indexes indexes = start.indexes().withHistory(history, schema.avet(), schema.references());
        ValueIndexing kept = ValueIndexing.of(start.schema(), schema, indexes, false);
        return new State(
                kept.schema(), kept.indexes(), basis, nextEntity, nextSystemEntity, instant);
    }
}
