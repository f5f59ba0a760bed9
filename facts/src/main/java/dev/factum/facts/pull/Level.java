package dev.factum.facts.pull;

import dev.factum.facts.database.Database;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.pull.BoundPattern.BoundAttribute;
import dev.factum.facts.pull.PullPattern.Target;
import dev.factum.facts.schema.AttributeDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One entity as one pattern shows it. Not thread-safe.
///
/// The facts of an entity are read in one pass over EAVT, in which the attributes of the pattern
/// are met in the order of their ids. An entity may have many facts that nobody asked for: after a
/// few of those the rest is looked up attribute by attribute. A reader that writes down what it
/// reads looks up each attribute from the start, so that it depends on nothing else.
final class Level {

    private static final int MAX_UNWANTED = 32;

    private final Walk walk;
    private final Database database;

    private final BoundPattern pattern;
    private final long entity;
    private final @Nullable Way way;
    private final int[] depths;
    private final boolean onTheWay;

    /// What is shown of each attribute of the pattern: a value, or a list of values.
    private final @Nullable Object[] shown;

    /// How many values of each attribute were found.
    private final int[] found;

    /// @param way the entities on the way down, without this one
    /// @param onTheWay true if this one is to be on the way too
    Level(
            Walk walk,
            BoundPattern pattern,
            long entity,
            @Nullable Way way,
            int[] depths,
            boolean onTheWay) {
        this.walk = walk;
        this.database = walk.database();
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
            AttributeDefinition definition = walk.definition(attribute);
            List<Object> values = new ArrayList<>(1);
            while (fact != null && fact.a() == attribute) {
                if (named != null && isOpen(named)) {
                    take(named, fact.v());
                } else if (named == null && values.size() < PullPattern.DEFAULT_LIMIT) {
                    walk.count();
                    values.add(
                            walk.plain(fact.v(), definition.isRef(), definition.component(), way));
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

    /// True as long as the pattern asks for more values of this attribute. Of several entities that
    /// claim one component the first counts, whether or not it shows something.
    private boolean isOpen(BoundAttribute attribute) {
        int most = attribute.single() ? 1 : attribute.spec().limit();
        return found[attribute.position()] < most;
    }

    @SuppressWarnings("unchecked") // a list of values is ours
    private void take(BoundAttribute attribute, Object value) {
        int position = attribute.position();
        found[position]++;
        walk.count();
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
                    walk.plain(
                            value, true, attribute.component() && !attribute.spec().reverse(), way);
            case Target.Nested _ -> {
                BoundPattern nested = attribute.below();
                yield walk.entity(nested, (Long) value, way, nested.depths);
            }
            case Target.Recursion _ -> recursed(attribute, value);
        };
    }

    private @Nullable Object recursed(BoundAttribute attribute, Object value) {
        if (depths[attribute.position()] == 0 || Way.contains(way, entity)) {
            return pattern.pattern.withId() ? Tree.of(Walk.ID_ALONE, value) : null;
        }
        return walk.entity(
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
        Object result = walk.optioned(attribute.spec(), value);
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
