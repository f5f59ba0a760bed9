package dev.factum.conformance.differential.plain;

import dev.factum.facts.value.Keyword;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// All facts ever, oldest first, and a view of them. Immutable.
public final class PlainDatabase {

    /// The id of the transaction with t 0; the others follow.
    static final long FIRST_TX = 1L << 40;

    /// Where the ids of entities begin that are neither schema nor transactions.
    static final long FIRST_ENTITY = 1L << 41;

    private static final Keyword INSTANT = Keyword.of("db/txInstant");

    private final List<Fact> all;
    private final View view;

    /// The id of the next entity that is neither schema nor a transaction.
    private final long next;

    private final Schema schema;
    private final List<Fact> visible;

    /// @param from transactions after this one
    /// @param to transactions up to this one
    private record View(long from, long to, boolean history, Predicate<Fact> filter) {

        static final View EVERYTHING = new View(-1, Long.MAX_VALUE, false, _ -> true);

        boolean contains(Fact fact) {
            return from < fact.tx() && fact.tx() <= to && filter.test(fact);
        }
    }

    private PlainDatabase(List<Fact> all, View view, long next) {
        this.all = List.copyOf(all);
        this.view = view;
        this.next = next;
        this.schema = new Schema(present(this.all));
        List<Fact> seen = this.all.stream().filter(view::contains).toList();
        this.visible = view.history() ? seen : present(seen);
    }

    /// A database that knows only how to describe attributes.
    public static PlainDatabase empty() {
        List<Fact> facts = new ArrayList<>(Schema.first(FIRST_TX));
        facts.add(new Fact(FIRST_TX, INSTANT, Instant.EPOCH, FIRST_TX, true));
        return new PlainDatabase(facts, View.EVERYTHING, FIRST_ENTITY);
    }

    /// What was said and not taken back.
    private static List<Fact> present(List<Fact> facts) {
        Map<Fact.Content, Fact> last = new LinkedHashMap<>();
        facts.forEach(fact -> last.put(fact.content(), fact));
        return last.values().stream().filter(Fact::added).toList();
    }

    // ---- views

    public PlainDatabase asOf(Object point) {
        return with(new View(view.from, Math.min(view.to, tx(point)), view.history, view.filter));
    }

    public PlainDatabase since(Object point) {
        return with(new View(Math.max(view.from, tx(point)), view.to, view.history, view.filter));
    }

    public PlainDatabase history() {
        return with(new View(view.from, view.to, true, view.filter));
    }

    /// The same for facts that pass this too.
    public PlainDatabase filter(Predicate<Fact> filter) {
        return with(new View(view.from, view.to, view.history, view.filter.and(filter)));
    }

    private PlainDatabase with(View other) {
        return new PlainDatabase(all, other, next);
    }

    PlainDatabase after(List<Fact> more, long nextEntity) {
        List<Fact> facts = new ArrayList<>(all);
        facts.addAll(more);
        return new PlainDatabase(facts, view, nextEntity);
    }

    /// The same view of other facts.
    PlainDatabase with(List<Fact> facts) {
        return new PlainDatabase(facts, view, next);
    }

    /// The same facts, all of them in view.
    PlainDatabase whole() {
        return with(View.EVERYTHING);
    }

    /// The last transaction at a t, the id of a transaction, or an instant.
    private long tx(Object point) {
        return switch (point) {
            case Long id when id >= FIRST_TX -> id;
            case Long t -> FIRST_TX + t;
            case Instant instant ->
                    all.stream()
                            .filter(fact -> fact.a().equals(INSTANT) && fact.e() == fact.tx())
                            .filter(fact -> !((Instant) fact.v()).isAfter(instant))
                            .mapToLong(Fact::tx)
                            .max()
                            .orElse(-1);
            default -> throw new Refused("No point in time: " + point);
        };
    }

    /// The first transaction that is not before an instant.
    long firstTxAt(Instant instant) {
        return all.stream()
                .filter(fact -> fact.a().equals(INSTANT) && fact.e() == fact.tx())
                .filter(fact -> !((Instant) fact.v()).isBefore(instant))
                .mapToLong(Fact::tx)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    boolean isHistory() {
        return view.history;
    }

    // ---- facts

    /// The facts of this view in the order in which they were said.
    public List<Fact> facts() {
        return visible;
    }

    Schema schema() {
        return schema;
    }

    List<Object> values(long entity, Keyword attribute) {
        return visible.stream()
                .filter(fact -> fact.e() == entity && fact.a().equals(attribute))
                .map(Fact::v)
                .distinct()
                .toList();
    }

    List<Long> holders(Keyword attribute, Object value) {
        return visible.stream()
                .filter(fact -> fact.a().equals(attribute) && fact.v().equals(value))
                .map(Fact::e)
                .distinct()
                .toList();
    }

    boolean holds(Fact.Content content) {
        return visible.stream().anyMatch(fact -> fact.content().equals(content));
    }

    /// The entity that an id, an ident or a lookup ref stands for, or null.
    public @Nullable Long entity(@Nullable Object name) {
        return switch (name) {
            case Long id -> id;
            case Keyword ident -> schema.id(ident);
            case List<?> lookup when lookup.size() == 2 -> {
                Attribute attribute = schema.get(lookup.getFirst());
                if (attribute.unique() == null) {
                    throw new Refused(
                            "lookup-ref-attr-not-unique", "Not unique: " + attribute.name());
                }
                Object value = lookup.getLast();
                if (value == null) {
                    yield null;
                }
                Object wanted = attribute.isReference() ? entity(value) : value;
                List<Long> holders = wanted == null ? List.of() : holders(attribute.name(), wanted);
                yield holders.isEmpty() ? null : holders.getFirst();
            }
            case null, default -> throw new Refused("not-an-entity", "No entity: " + name);
        };
    }

    long entityOrRefuse(@Nullable Object name) {
        Long id = entity(name);
        if (id == null) {
            throw new Refused("not-an-entity", "Nobody is " + name);
        }
        return id;
    }

    /// True if the attribute's value is a list that is shown as it is.
    public boolean isTuple(Keyword name) {
        Attribute attribute = schema.find(name);
        return attribute != null && attribute.type().equals("tuple") && !attribute.many();
    }

    /// True if the attribute's values are entities.
    public boolean isReference(Keyword name) {
        Attribute attribute = schema.find(name);
        return attribute != null && attribute.isReference();
    }

    /// The name of an entity that has one.
    public @Nullable Keyword ident(long id) {
        return schema.ident(id);
    }

    long lastTx() {
        return all.getLast().tx();
    }

    Instant lastInstant() {
        return all.stream()
                .filter(fact -> fact.a().equals(INSTANT) && fact.tx() == lastTx())
                .map(fact -> (Instant) fact.v())
                .findFirst()
                .orElseThrow();
    }

    long nextEntity() {
        return next;
    }

    long nextOfSchema() {
        return all.stream().mapToLong(Fact::e).filter(id -> id < FIRST_TX).max().orElseThrow() + 1;
    }

    /// The facts that are in the index of this attribute by value
    List<Fact> byValue(Object name) {
        Attribute attribute = schema.get(name);
        if (!attribute.isByValue()) {
            throw new Refused("attribute-not-indexed", "Not indexed: " + name);
        }
        return visible.stream().filter(fact -> Objects.equals(fact.a(), attribute.name())).toList();
    }
}
