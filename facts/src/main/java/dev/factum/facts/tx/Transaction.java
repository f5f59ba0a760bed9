package dev.factum.facts.tx;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.State;
import dev.factum.facts.database.TxReport;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.edn.Nesting;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Indexes;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.schema.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Applies transaction data to a database value: the pipeline, step by step.
///
/// Pure: the same data on the same database at the same time gives the same report, or the same
/// [FactumError].
public final class Transaction {

    private Transaction() {}

    /// What a transaction would do to `database`.
    ///
    /// It is judged against everything the database knows, whatever its view; the databases of the
    /// report have the same view again. A database with history is refused.
    public static TxReport apply(Database database, List<?> txData, TxOptions options) {
        database.requireMoment("with");
        Nesting.check(txData);
        Database before = Database.of(database.state(), database.engine());
        long t = before.nextT();
        long transaction = EntityId.ofTransaction(t);

        List<Source> forms = FunctionExpansion.expand(before, txData);
        MapFlattening.Flat flat = MapFlattening.flatten(before, forms);
        NameResolution.Resolved resolved = NameResolution.resolve(before, transaction, flat);
        TempidResolution.Identified identified =
                TempidResolution.identify(before, flat.partitions(), resolved);
        FactReduction.Reduced reduced = FactReduction.reduce(before, identified.facts());
        List<Fact> changes = CompositeTuples.follow(before, reduced);
        UniquenessCheck.check(before, changes);
        AttributePredicateCheck.check(before, reduced.stated());
        Instant instant = TransactionInstant.of(before, transaction, options, identified.facts());

        List<Datom> datoms = datoms(before.schema(), transaction, instant, changes, options);
        Indexes indexes = indexes(before, datoms);
        SchemaRules.check(before.schema(), before.state().indexes(), indexes, datoms);
        ExcisionRules.check(before, indexes, datoms);
        State state = state(before, datoms, indexes, t, instant, identified, options);
        Database after = Database.of(state, before.engine());
        for (NameResolution.Ensured ensured : resolved.ensured()) {
            EntitySpecCheck.check(
                    before,
                    after,
                    identified.idOf(ensured.entity()),
                    ensured.spec(),
                    ensured.source());
        }
        InvariantCheck.check(after, datoms);
        return new TxReport(
                database,
                database.withState(state),
                datoms,
                named(identified.ids(), resolved.namesCurrentTransaction() ? transaction : null));
    }

    /// The state after datoms that were judged when they were written: for replaying a log.
    public static State replay(State before, long t, Collection<Datom> datoms) {
        if (t != before.basis() + 1) {
            throw FactumError.of(DbErrorCode.STORAGE_CORRUPT, "The log has a gap")
                    .with("expected", before.basis() + 1)
                    .with("found", t);
        }
        Indexes indexes =
                before.indexes().with(datoms, before.schema().avet(), before.schema().references());
        Schema schema = SchemaChange.derive(before.schema(), indexes, datoms);
        ValueIndexing kept = ValueIndexing.of(before.schema(), schema, indexes, false);
        long nextEntity = before.nextEntity();
        long nextSystemEntity = before.nextSystemEntity();
        Instant instant = before.lastInstant();
        for (Datom datom : datoms) {
            long sequence = EntityId.sequence(datom.e());
            if (datom.a() == Builtin.TX_INSTANT && datom.e() == EntityId.ofTransaction(t)) {
                instant = (Instant) datom.v();
            }
            if (EntityId.partition(datom.e()) == EntityId.DB_PARTITION) {
                nextSystemEntity = Math.max(nextSystemEntity, sequence + 1);
            } else if (!EntityId.isTransaction(datom.e())) {
                nextEntity = Math.max(nextEntity, sequence + 1);
            }
        }
        return new State(kept.schema(), kept.indexes(), t, nextEntity, nextSystemEntity, instant);
    }

    /// The state of a new, empty database: transaction 0.
    public static State genesis() {
        List<Datom> datoms = Builtin.datoms();
        Indexes described = Indexes.empty().with(datoms, Set.of(), Set.of());
        Schema schema = SchemaChange.derive(Schema.empty(), described, datoms);
        Indexes indexes = Indexes.empty().with(datoms, schema.avet(), schema.references());
        return new State(schema, indexes, 0, 1_000, Builtin.FIRST_FREE, Instant.EPOCH);
    }

    private static List<Datom> datoms(
            Schema schema,
            long transaction,
            Instant instant,
            List<Fact> changes,
            TxOptions options) {
        List<Datom> datoms = new ArrayList<>(changes.size() + 2);
        datoms.add(new Datom(transaction, Builtin.TX_INSTANT, instant, transaction, true));
        if (options.claim() != null) {
            datoms.add(new Datom(transaction, Builtin.CLAIM, options.claim(), transaction, true));
        }
        for (Fact change : changes) {
            boolean isInstant =
                    change.entity() == transaction && change.attribute().id() == Builtin.TX_INSTANT;
            if (!isInstant) {
                datoms.add(change.datom(transaction));
            }
        }
        datoms.addAll(Installation.datoms(schema, transaction, datoms));
        return datoms;
    }

    private static Indexes indexes(Database before, List<Datom> datoms) {
        Schema schema = before.schema();
        return before.state().indexes().with(datoms, schema.avet(), schema.references());
    }

    private static State state(
            Database before,
            List<Datom> datoms,
            Indexes indexes,
            long t,
            Instant instant,
            TempidResolution.Identified identified,
            TxOptions options) {
        Schema derived = SchemaChange.derive(before.schema(), indexes, datoms);
        ValueIndexing kept =
                ValueIndexing.of(before.schema(), derived, indexes, options.fillsLater());
        return new State(
                kept.schema(),
                kept.indexes(),
                t,
                identified.nextEntity(),
                identified.nextSystemEntity(),
                instant);
    }

    /// Only the tempids that the caller named.
    private static Map<Object, Long> named(
            Map<Object, Long> ids, @Nullable Long currentTransaction) {
        Map<Object, Long> named = new HashMap<>();
        if (currentTransaction != null) {
            named.put(NameResolution.CURRENT_TRANSACTION, currentTransaction);
        }
        ids.forEach((key, id) -> {
            if (key instanceof String || key instanceof Long) {
                named.put(key, id);
            }
        });
        return named;
    }

    /// True if the state's database has a transaction with this idempotency key.
    public static OptionalLong claimedAt(State state, String claim) {
        Datom found =
                state.indexes()
                        .present(IndexOrder.AVET)
                        .first(Prefix.attributeValue(Builtin.CLAIM, claim));
        return found == null ? OptionalLong.empty() : OptionalLong.of(EntityId.sequence(found.e()));
    }
}
