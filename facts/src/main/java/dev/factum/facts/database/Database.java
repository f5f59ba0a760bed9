package dev.factum.facts.database;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.index.Slices;
import dev.factum.facts.record.RecordMapping;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.schema.Schema;
import dev.factum.facts.value.Keyword;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A database as a value: everything that was known at one basis, seen through a view of time and
/// filters.
///
/// A database never changes; what happens later is in later databases. Immutable and safe to share
/// between threads, except that a value with a recorder ([#tracked]) belongs to the one run that
/// the recorder belongs to.
public final class Database {

    private final State state;
    private final View view;
    private final Engine engine;
    private final ReadSet.@Nullable Recorder recorder;

    private Database(State state, View view, Engine engine, ReadSet.@Nullable Recorder recorder) {
        this.state = state;
        this.view = view;
        this.engine = engine;
        this.recorder = recorder;
    }

    /// The present database of a state.
    public static Database of(State state, Engine engine) {
        return new Database(state, View.PRESENT, engine, null);
    }

    // ---- what it is
    // -------------------------------------------------------------------------------------------

    /// The t of the last transaction that this value knows of, views aside.
    public long basisT() {
        return state.basis();
    }

    /// The t that the next transaction gets.
    public long nextT() {
        return state.basis() + 1;
    }

    /// The instant of the last transaction that this value knows of, views aside.
    public Instant lastInstant() {
        return state.lastInstant();
    }

    /// The last t seen, if [#asOf] was asked for.
    public OptionalLong asOfT() {
        return view.isAsOf() ? OptionalLong.of(view.asOf()) : OptionalLong.empty();
    }

    /// The last t not seen, if [#since] was asked for.
    public OptionalLong sinceT() {
        return view.isSince() ? OptionalLong.of(view.since()) : OptionalLong.empty();
    }

    public boolean isHistory() {
        return view.history();
    }

    public boolean isFiltered() {
        return view.isFiltered();
    }

    public Schema schema() {
        return state.schema();
    }

    /// What this value holds, views aside: for the transaction pipeline.
    public State state() {
        return state;
    }

    public Functions functions() {
        return engine.functions();
    }

    public Engine engine() {
        return engine;
    }

    // ---- views
    // ------------------------------------------------------------------------------------------------

    /// The database as it was right after transaction t. Of two restrictions the earlier holds.
    ///
    /// @param t a t, or the id of a transaction entity
    public Database asOf(long t) {
        return with(view.asOfAtMost(timePoint(t)));
    }

    /// The database as it was at an instant: after the last transaction at or before it.
    public Database asOf(Instant instant) {
        return with(view.asOfAtMost(lastTransactionAt(instant)));
    }

    /// The database as it was at a point of time.
    public Database asOf(TimePoint point) {
        return switch (point) {
            case TimePoint.Transaction(long t) -> asOf(t);
            case TimePoint.Moment(Instant instant) -> asOf(instant);
        };
    }

    /// Only what came after a point of time and is still true.
    public Database since(TimePoint point) {
        return switch (point) {
            case TimePoint.Transaction(long t) -> since(t);
            case TimePoint.Moment(Instant instant) -> since(instant);
        };
    }

    /// Only what transactions after t asserted and is still true.
    ///
    /// @param t a t, or the id of a transaction entity
    public Database since(long t) {
        return with(view.sinceAtLeast(timePoint(t)));
    }

    /// Only what transactions after an instant asserted and is still true.
    public Database since(Instant instant) {
        return with(view.sinceAtLeast(lastTransactionAt(instant)));
    }

    /// All assertions and retractions of all time. Entities, pulls and `with` need a moment and are
    /// refused here.
    public Database history() {
        return with(view.withHistory());
    }

    /// Only the datoms that the filter lets through; filters add up.
    ///
    /// A retraction that is left out takes nothing back: without a transaction it is as if it had
    /// never been. So a filtered database reads the past, too.
    public Database filter(DatomFilter filter) {
        return with(view.filtered(filter));
    }

    /// The same value, writing down what is read; who was writing it down before goes on.
    public Database tracked(ReadSet.Recorder reads) {
        return new Database(state, view, engine, recorder == null ? reads : reads.within(recorder));
    }

    /// True if this value writes down what is read.
    public boolean isTracked() {
        return recorder != null;
    }

    /// The same value, writing nothing down: for reads that a decision does not depend on.
    public Database untracked() {
        return recorder == null ? this : new Database(state, view, engine, null);
    }

    /// The same value, whose queries and pulls another engine answers: for other bounds of time,
    /// rows and memory, or another way to cancel.
    public Database askedBy(Engine other) {
        return new Database(state, view, other, recorder);
    }

    /// A later state seen through this value's view.
    public Database withState(State later) {
        return new Database(later, view, engine, recorder);
    }

    /// This value without its filters: what filters look things up in.
    Database unfiltered() {
        return with(view.unfiltered());
    }

    private Database with(View other) {
        return new Database(state, other, engine, recorder);
    }

    private static long timePoint(long t) {
        return EntityId.isTransaction(t) ? EntityId.sequence(t) : t;
    }

    /// Several transactions may share an instant; walking backwards meets the latest of them first.
    private long lastTransactionAt(Instant instant) {
        Iterator<Datom> backwards =
                state.indexes()
                        .present(IndexOrder.AVET)
                        .backward(Prefix.attributeValue(Builtin.TX_INSTANT, instant));
        Datom last = backwards.hasNext() ? backwards.next() : null;
        return last != null && last.a() == Builtin.TX_INSTANT ? EntityId.sequence(last.e()) : 0;
    }

    // ---- names
    // ------------------------------------------------------------------------------------------------

    /// The id that an entity id, ident or lookup ref stands for, or empty if it stands for nothing.
    ///
    /// @param reference a `Long`, a [Keyword], the text `":ns/name"` of one, an [Entity], or a
    ///   two-element list of a unique attribute and its value
    public OptionalLong entid(@Nullable Object reference) {
        return new NameLookup(this).entid(reference);
    }

    /// Like [#entid], but refuses a name that stands for nothing.
    public long entidOrThrow(@Nullable Object reference) {
        return entid(reference)
                .orElseThrow(() ->
                        FactumError.of(DbErrorCode.NOT_AN_ENTITY, "Unable to resolve entity")
                                .with("entity", reference));
    }

    /// The present name of an entity. A keyword is a name already and is answered as it is.
    public Optional<Keyword> ident(Object reference) {
        if (reference instanceof Keyword name) {
            return Optional.of(name);
        }
        OptionalLong id = entid(reference);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        read(new ReadRange.EntityAttribute(id.getAsLong(), Builtin.IDENT));
        return schema().identOf(id.getAsLong());
    }

    /// The attribute that an id or ident names, or null.
    public @Nullable AttributeDefinition attribute(@Nullable Object reference) {
        OptionalLong id = entid(reference);
        if (id.isEmpty()) {
            return null;
        }
        read(new ReadRange.EntityFacts(id.getAsLong()));
        return schema().attribute(id.getAsLong());
    }

    /// Like [#attribute], but refuses what is not an attribute.
    public AttributeDefinition attributeOrThrow(@Nullable Object reference) {
        AttributeDefinition definition = attribute(reference);
        if (definition != null) {
            return definition;
        }
        entidOrThrow(reference);
        throw FactumError.of(DbErrorCode.NOT_AN_ATTRIBUTE, "This entity is not an attribute")
                .with("entity", reference);
    }

    // ---- reading
    // ----------------------------------------------------------------------------------------------

    /// The datoms below a prefix of ids, in index order, as this view shows them.
    ///
    /// AVET holds only attributes with [AttributeDefinition#hasAvet], VAET only references.
    public Iterator<Datom> scan(IndexOrder order, Prefix prefix) {
        read(order, prefix);
        return visible().scan(order, prefix);
    }

    /// The same as [#scan], slice by slice: where a view and novelty leave the stored segments as
    /// they are, in columns.
    public Slices slices(IndexOrder order, Prefix prefix) {
        read(order, prefix);
        return visible().slices(order, prefix);
    }

    /// The datoms from a prefix to the end of the index.
    public Iterator<Datom> seek(IndexOrder order, Prefix from) {
        read(new ReadRange.Everything());
        return visible().seek(order, from);
    }

    /// The datoms from the last one at or below a prefix back to the start of the index.
    public Iterator<Datom> seekBackward(IndexOrder order, Prefix from) {
        read(new ReadRange.Everything());
        return visible().seekBackward(order, from);
    }

    /// The datoms of an attribute with values from `from` (inclusive) to `to` (exclusive), by
    /// value; null is open.
    public Iterator<Datom> range(long attribute, @Nullable Object from, @Nullable Object to) {
        read(new ReadRange.AttributeInterval(attribute, from, to));
        return visible().range(attribute, from, to);
    }

    /// The first datom below a prefix, or null.
    public @Nullable Datom first(IndexOrder order, Prefix prefix) {
        Iterator<Datom> found = scan(order, prefix);
        return found.hasNext() ? found.next() : null;
    }

    /// About how many datoms lie below a prefix: exact on a present database, an upper bound on
    /// other views. Costs two descents of the tree, whatever the answer.
    public long estimate(IndexOrder order, Prefix prefix) {
        return visible().estimate(order, prefix);
    }

    private VisibleDatoms visible() {
        return new VisibleDatoms(this, view);
    }

    private void read(IndexOrder order, Prefix prefix) {
        if (recorder != null) {
            read(ReadRange.of(order, prefix));
        }
    }

    /// Writes a read down, if this value does so.
    void read(ReadRange range) {
        // What lies in the past of a fixed moment cannot change any more.
        if (recorder != null) {
            recorder.record(range, view.isAsOf() && view.asOf() <= state.basis());
        }
    }

    // ---- convenience: what the packages above do with a database
    // ------------------------------------------------

    /// Runs a query; this database is the first input.
    ///
    /// @param query EDN text, or the same as data
    /// @return a relation, a collection, a tuple or a scalar, as the query's `:find` says
    public @Nullable Object query(Object query, @Nullable Object... inputs) {
        return engine.query(query, withThis(inputs));
    }

    /// Runs a query whose answer is read by column, without an object for each row or number; this
    /// database is the first input.
    public ResultColumns queryColumns(Object query, @Nullable Object... inputs) {
        return engine.queryColumns(query, withThis(inputs));
    }

    /// The first rows of a long answer; this database is the first input. Rows come by the query's
    /// `:order-by`, then by all their columns, so that pages fit together.
    ///
    /// Each page runs the query again. A cursor can be stored and sent; it goes on only with the
    /// same query and inputs on the same database value, however that was got (a later database
    /// asked for `asOf` the same t is another value).
    ///
    /// @param size the most rows of each page
    public QueryPage queryPage(int size, Object query, @Nullable Object... inputs) {
        return engine.queryPage(size, query, withThis(inputs));
    }

    /// The rows after a page.
    ///
    /// @param cursor what [QueryPage#next] gave
    /// @throws FactumError `:db.error/invalid-cursor` if it was given for something else
    public QueryPage nextPage(String cursor, Object query, @Nullable Object... inputs) {
        return engine.nextPage(cursor, query, withThis(inputs));
    }

    /// How a query would be run on this database, which is the first input.
    public QueryPlan explain(Object query, @Nullable Object... inputs) {
        return engine.explain(query, withThis(inputs));
    }

    /// Runs a query and tells how, with the rows that there were after each clause.
    public QueryPlan analyze(Object query, @Nullable Object... inputs) {
        return engine.analyze(query, withThis(inputs));
    }

    private List<@Nullable Object> withThis(@Nullable Object[] inputs) {
        var all = new @Nullable Object[inputs.length + 1];
        all[0] = this;
        System.arraycopy(inputs, 0, all, 1, inputs.length);
        return Arrays.asList(all);
    }

    /// Pulls a tree of facts about an entity, or null where there is none.
    public @Nullable Map<?, ?> pull(Object pattern, Object entity) {
        return engine.pull(this, pattern, entity, _ -> {});
    }

    /// Runs a query whose rows are records: one component per find element, in order; this database
    /// is the first input.
    public <R extends Record> List<R> query(
            Class<R> rowType, Object query, @Nullable Object... inputs) {
        RecordMapping<R> mapping = RecordMapping.of(rowType);
        List<R> rows = new ArrayList<>();
        if (query(query, inputs) instanceof Collection<?> relation) {
            for (Object row : relation) {
                rows.add(mapping.readRow((List<?>) row));
            }
        }
        return rows;
    }

    /// An entity as a record, or empty if there is no such entity or it has none of the record's
    /// attributes.
    public <R extends Record> Optional<R> pull(Class<R> type, Object entity) {
        RecordMapping<R> mapping = RecordMapping.of(type);
        Map<?, ?> tree = engine.pull(this, mapping.pattern(), entity, _ -> {});
        return tree == null ? Optional.empty() : Optional.of(mapping.read(tree));
    }

    /// What the database would be after a transaction. Nothing is stored, and the answer can be
    /// asked `with` again.
    public TxReport with(List<?> txData) {
        return engine.with(this, txData);
    }

    /// An entity as a map that reads its facts when asked; empty if the reference stands for
    /// nothing.
    public Optional<Entity> entity(Object reference) {
        requireMoment("entity");
        OptionalLong id = entid(reference);
        return id.isEmpty() ? Optional.empty() : Optional.of(new Entity(this, id.getAsLong()));
    }

    /// Refuses to go on if this is a history: `operation` needs one moment.
    public void requireMoment(String operation) {
        if (view.history()) {
            throw FactumError.of(
                            DbErrorCode.NOT_ON_HISTORY,
                            "A history has no moment at which to look at an entity; use asOf")
                    .with("operation", operation);
        }
    }

    @Override
    public String toString() {
        return "Database[basisT=" + basisT() + (view.equals(View.PRESENT) ? "" : " " + view) + "]";
    }
}
