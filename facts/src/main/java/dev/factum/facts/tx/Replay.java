package dev.factum.facts.tx;

import dev.factum.facts.database.State;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.Indexes;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.schema.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// A whole log from transaction 1 on becomes a state: like [Transaction#replay] for each
/// transaction, but the indexes are built once, at the end. Belongs to one thread.
public final class Replay {

    private final List<Datom> history = new ArrayList<>(Builtin.datoms());
    private Schema schema;
    private Indexes described;
    private long basis;
    private long nextEntity;
    private long nextSystemEntity;
    private Instant instant;

    /// Begins with the new, empty database.
    public Replay() {
        State genesis = Transaction.genesis();
        schema = genesis.schema();
        described = Indexes.empty().with(schemaDatoms(Builtin.datoms()), Set.of(), Set.of());
        basis = genesis.basis();
        nextEntity = genesis.nextEntity();
        nextSystemEntity = genesis.nextSystemEntity();
        instant = genesis.lastInstant();
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
        List<Datom> aboutSchema = schemaDatoms(datoms);
        if (!aboutSchema.isEmpty()) {
            described = described.with(aboutSchema, Set.of(), Set.of());
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

    /// The schema is told by few facts, kept apart so that it can be followed cheaply.
    private static List<Datom> schemaDatoms(Collection<Datom> datoms) {
        List<Datom> found = new ArrayList<>();
        for (Datom datom : datoms) {
            if (Builtin.isSchemaAttribute(datom.a())) {
                found.add(datom);
            }
        }
        return found;
    }

    /// The state after all that was added.
    public State state() {
        return new State(
                schema,
                Indexes.empty().withHistory(history, schema.avet(), schema.references()),
                basis,
                nextEntity,
                nextSystemEntity,
                instant);
    }
}
