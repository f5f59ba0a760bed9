package dev.factum.facts.pull;

import dev.factum.facts.database.Database;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.pull.BoundPattern.BoundAttribute;
import dev.factum.facts.pull.PullPattern.AttributeSpec;
import dev.factum.facts.pull.PullPattern.Target;
import dev.factum.facts.schema.AttributeDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// One walk down from one entity. Not thread-safe.
///
/// The facts of an entity are read in one pass over EAVT, in which the attributes of the pattern
/// are met in the order of their ids. An entity may have many facts that nobody asked for: after a
/// few of those the rest is looked up attribute by attribute. A reader that writes down what it
/// reads looks up each attribute from the start, so that it depends on nothing else.
final class Walk {

    private static final int MAX_DEPTH = 400;

    /// An entity can be met on ever so many ways, and is shown on each: eight that all refer to
    /// each other are shown a hundred thousand times.
    private static final int MAX_SHOWN = 1_000_000;

    private static final int SHOWN_BETWEEN_REPORTS = 1_024;
    private static final int MAX_UNWANTED = 32;
    private static final Object[] ID_ALONE = {BoundPattern.DB_ID};

    private final Database database;
    private final BiFunction<AttributeSpec, @Nullable Object, @Nullable Object> options;
    private final BoundPattern everything;
    private final Definitions definitions;

    /// The components that are on the way down.
    private final Set<Object> components = new HashSet<>();

    private final IntConsumer observer;
    private int depth;
    private int shownValues;

    /// @param options what the options of an attribute make of its value, or of none
    /// @param observer told from time to time how many more values are shown
    Walk(
            Database database,
            BiFunction<AttributeSpec, @Nullable Object, @Nullable Object> options,
            IntConsumer observer) {
        this.database = database;
        this.observer = observer;
        this.options = options;
        this.everything = BoundPattern.of(PullPattern.EVERYTHING, database);
        this.definitions = new Definitions(database.schema());
    }

    /// @param named true if the entity was not given by its id, and so is not yet on the way
    @Nullable Tree root(BoundPattern pattern, long entity, boolean named) {
        Tree tree = new Level(pattern, entity, null, pattern.depths, !named).tree();
        observer.accept(shownValues % SHOWN_BETWEEN_REPORTS);
        return tree;
    }

    /// One more value or entity is shown.
    private void count() {
        shownValues++;
        if (shownValues % SHOWN_BETWEEN_REPORTS == 0) {
            observer.accept(SHOWN_BETWEEN_REPORTS);
        }
        if (shownValues > MAX_SHOWN) {
            throw FactumError.of(DbErrorCode.LIMIT_EXCEEDED, "A pull shows too much")
                    .with("values", MAX_SHOWN);
        }
    }

    private @Nullable Tree entity(
            BoundPattern pattern, long entity, @Nullable Way way, int[] depths) {
        if (++depth > MAX_DEPTH) {
            throw FactumError.of(DbErrorCode.LIMIT_EXCEEDED, "A pull went too deep")
                    .with("depth", MAX_DEPTH);
        }
        count();
        Tree tree = new Level(pattern, entity, way, depths, true).tree();
        depth--;
        return tree;
    }

    /// A value as it is shown without a pattern: references by id, components as a whole.
    private Object plain(Object value, boolean reference, boolean component, @Nullable Way way) {
        if (!reference) {
            return value;
        }
        if (!component || !components.add(value)) {
            return Tree.of(ID_ALONE, value);
        }
        Tree part = entity(everything, (Long) value, way, everything.depths);
        components.remove(value);
        return part == null ? Tree.of(ID_ALONE, value) : part;
    }

    /// One entity as one pattern shows it.
    private final class Level {

        private final BoundPattern pattern;
        private final long entity;
        private final @Nullable Way way;
        private final int[] depths;
        private final boolean onTheWay;

        /// What is shown of each attribute of the pattern: a value, or a list of values.
        private final @Nullable Object[] shown;

        /// How many values of each attribute were found.
        private final int[] found;

        Level(
                BoundPattern pattern,
                long entity,
                @Nullable Way way,
                int[] depths,
                boolean onTheWay) {
            this.pattern = pattern;
            this.entity = entity;
            this.way = way;
            this.depths = depths;
            this.onTheWay = onTheWay;
            this.shown = new @Nullable Object[depths.length];
            this.found = new int[depths.length];
        }

        @Nullable Tree tree() {
            var tree = new Tree.Builder(pattern.keys);
            if (pattern.pattern.withId()) {
                tree.put(BoundPattern.DB_ID, entity);
            }
            if (pattern.pattern.wildcard()) {
                readEverything(tree);
            } else if (pattern.onePass && !database.isTracked()) {
                readInOnePass();
            } else {
                readEach(0);
            }
            for (BoundAttribute attribute : pattern.attributes) {
                if (attribute.isKnown() && attribute.spec().reverse()) {
                    read(attribute, IndexOrder.VAET, Prefix.valueAttribute(entity, attribute.id()));
                }
                put(attribute, tree);
            }
            return tree.build();
        }

        private void readInOnePass() {
            List<BoundAttribute> wanted = pattern.forward;
            Iterator<Datom> facts = database.scan(IndexOrder.EAVT, Prefix.entity(entity));
            int next = 0;
            int unwanted = 0;
            while (facts.hasNext()) {
                Datom fact = facts.next();
                while (next < wanted.size() && wanted.get(next).id() < fact.a()) {
                    next++;
                }
                if (next == wanted.size()) {
                    return;
                }
                if (wanted.get(next).id() == fact.a() && isOpen(wanted.get(next))) {
                    take(wanted.get(next), fact.v());
                } else if (++unwanted > MAX_UNWANTED) {
                    readEach(wanted.get(next).id() == fact.a() ? next + 1 : next);
                    return;
                }
            }
        }

        private void readEach(int from) {
            for (int next = from; next < pattern.forward.size(); next++) {
                BoundAttribute attribute = pattern.forward.get(next);
                read(attribute, IndexOrder.EAVT, Prefix.entityAttribute(entity, attribute.id()));
            }
        }

        private void read(BoundAttribute attribute, IndexOrder order, Prefix prefix) {
            Iterator<Datom> facts = database.scan(order, prefix);
            while (isOpen(attribute) && facts.hasNext()) {
                Datom fact = facts.next();
                take(attribute, attribute.spec().reverse() ? (Object) fact.e() : fact.v());
            }
        }

        /// Reads all facts; those that the pattern does not name go into the tree.
        private void readEverything(Tree.Builder tree) {
            Iterator<Datom> facts = database.scan(IndexOrder.EAVT, Prefix.entity(entity));
            Datom fact = facts.hasNext() ? facts.next() : null;
            while (fact != null) {
                long attribute = fact.a();
                BoundAttribute named = pattern.named(attribute);
                AttributeDefinition definition = definitions.of(attribute);
                List<Object> values = new ArrayList<>(1);
                while (fact != null && fact.a() == attribute) {
                    if (named != null && isOpen(named)) {
                        take(named, fact.v());
                    } else if (named == null && values.size() < PullPattern.DEFAULT_LIMIT) {
                        count();
                        values.add(
                                plain(fact.v(), definition.isRef(), definition.component(), way));
                    }
                    fact = facts.hasNext() ? facts.next() : null;
                }
                if (named == null) {
                    tree.put(
                            definition.label(),
                            definition.many()
                                    ? Collections.unmodifiableList(values)
                                    : values.getFirst());
                }
            }
        }

        /// True as long as the pattern asks for more values of this attribute. Of several entities
        /// that claim one component the first counts, whether or not it shows something.
        private boolean isOpen(BoundAttribute attribute) {
            int most = attribute.single() ? 1 : attribute.spec().limit();
            return found[attribute.position()] < most;
        }

        @SuppressWarnings("unchecked") // a list of values is ours
        private void take(BoundAttribute attribute, Object value) {
            int position = attribute.position();
            found[position]++;
            count();
            Object one = attribute.reference() ? target(attribute, value) : value;
            if (one == null) {
                return;
            }
            Object before = shown[position];
            if (attribute.single()) {
                shown[position] = before == null ? one : before;
            } else if (before == null) {
                List<Object> several = new ArrayList<>(4);
                several.add(one);
                shown[position] = several;
            } else {
                ((List<Object>) before).add(one);
            }
        }

        /// What is shown of an entity that is referred to, or null if that is nothing.
        private @Nullable Object target(BoundAttribute attribute, Object value) {
            return switch (attribute.spec().target()) {
                case Target.Plain _ ->
                        plain(
                                value,
                                true,
                                attribute.component() && !attribute.spec().reverse(),
                                way);
                case Target.Nested _ -> {
                    BoundPattern nested = attribute.below();
                    yield entity(nested, (Long) value, way, nested.depths);
                }
                case Target.Recursion _ -> recursed(attribute, value);
            };
        }

        private @Nullable Object recursed(BoundAttribute attribute, Object value) {
            if (depths[attribute.position()] == 0 || Way.contains(way, entity)) {
                return pattern.pattern.withId() ? Tree.of(ID_ALONE, value) : null;
            }
            return entity(
                    pattern,
                    (Long) value,
                    onTheWay ? new Way(entity, way) : way,
                    oneLevelLess(attribute.position()));
        }

        private int[] oneLevelLess(int position) {
            if (depths[position] == Integer.MAX_VALUE) {
                return depths;
            }
            int[] below = depths.clone();
            below[position]--;
            return below;
        }

        private void put(BoundAttribute attribute, Tree.Builder tree) {
            Object value = shown[attribute.position()];
            if (value != null && !attribute.single()) {
                value = Collections.unmodifiableList((List<?>) value);
            }
            Object result = options.apply(attribute.spec(), value);
            Object key = attribute.spec().key();
            if (result != null) {
                if (pattern.distinct) {
                    tree.put(key, result);
                } else {
                    tree.replace(key, result);
                }
            } else if (value == null
                    && found[attribute.position()] > 0
                    && pattern.pattern.wildcard()
                    && !attribute.spec().reverse()) {
                tree.replace(key, null);
            }
        }
    }
}
