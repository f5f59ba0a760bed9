package dev.factum.facts.tx;

import dev.factum.facts.database.Database;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.schema.Schema;
import dev.factum.facts.value.ValueOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Step 6: composite tuples follow their parts.
///
/// A composite is computed anew for every entity one of whose parts the transaction states, even
/// redundantly; nobody else can write it. Asserting the value it comes to is allowed, since that is
/// how a tempid is told which entity it is.
final class CompositeTuples {

    private final Database before;
    private final Map<Long, Source> touched = new LinkedHashMap<>();
    private final Map<Part, @Nullable Object> after = new HashMap<>();

    private CompositeTuples(Database before) {
        this.before = before;
    }

    private record Part(long entity, long attribute) {}

    /// The changes with those of composites added, and direct writes of composites taken out.
    static List<Fact> follow(Database before, FactReduction.Reduced reduced) {
        Schema schema = before.schema();
        return schema.composites().isEmpty()
                ? reduced.changes()
                : new CompositeTuples(before).changes(reduced);
    }

    private List<Fact> changes(FactReduction.Reduced reduced) {
        List<Fact> changes = new ArrayList<>();
        for (Fact fact : reduced.changes()) {
            touched.putIfAbsent(fact.entity(), fact.source());
            if (!fact.attribute().isComposite()) {
                changes.add(fact);
                var part = new Part(fact.entity(), fact.attribute().id());
                if (fact.added() || !after.containsKey(part)) {
                    after.put(part, fact.added() ? fact.value() : null);
                }
            }
        }
        for (Fact fact : reduced.stated()) {
            touched.putIfAbsent(fact.entity(), fact.source());
        }
        for (long id : before.schema().composites()) {
            AttributeDefinition composite = Objects.requireNonNull(before.schema().attribute(id));
            touched.forEach((entity, source) -> follow(entity, composite, source, changes));
        }
        refuseDirectWrites(reduced);
        return changes;
    }

    private void follow(
            long entity, AttributeDefinition composite, Source source, List<Fact> changes) {
        Datom present =
                before.first(IndexOrder.EAVT, Prefix.entityAttribute(entity, composite.id()));
        List<@Nullable Object> tuple = tuple(entity, composite);
        boolean empty = tuple.stream().allMatch(Objects::isNull);
        if (present != null && (empty || !ValueOrder.same(present.v(), tuple))) {
            changes.add(new Fact(entity, composite, present.v(), false, source));
        }
        if (!empty && (present == null || !ValueOrder.same(present.v(), tuple))) {
            changes.add(new Fact(entity, composite, tuple, true, source));
        }
    }

    private List<@Nullable Object> tuple(long entity, AttributeDefinition composite) {
        List<@Nullable Object> slots = new ArrayList<>();
        for (long attribute : composite.tupleAttrs()) {
            var part = new Part(entity, attribute);
            slots.add(after.containsKey(part) ? after.get(part) : present(part));
        }
        return Collections.unmodifiableList(slots);
    }

    private @Nullable Object present(Part part) {
        Datom datom =
                before.first(
                        IndexOrder.EAVT, Prefix.entityAttribute(part.entity(), part.attribute()));
        return datom == null ? null : datom.v();
    }

    private void refuseDirectWrites(FactReduction.Reduced reduced) {
        for (Fact fact : reduced.stated()) {
            if (fact.attribute().isComposite()) {
                List<@Nullable Object> tuple = tuple(fact.entity(), fact.attribute());
                if (!ValueOrder.same(tuple, fact.value())) {
                    throw fact.source()
                            .error(
                                    DbErrorCode.INVALID_TUPLE_VALUE,
                                    "A composite tuple is made of its parts and cannot be written")
                            .with("attribute", fact.attribute().label())
                            .with("given", fact.value())
                            .with("parts", tuple);
                }
            }
        }
    }
}
