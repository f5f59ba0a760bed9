package dev.factum.facts.tx;

import dev.factum.facts.database.Database;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.value.ValueOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Step 5: contradictions are refused, redundant facts dropped, and retractions that a new value
/// implies added.
final class FactReduction {

    private final Database before;
    private final long firstNew;
    private final Map<Object, Fact> additions = new LinkedHashMap<>();
    private final Map<Object, Fact> retractions = new LinkedHashMap<>();

    private FactReduction(Database before) {
        this.before = before;
        this.firstNew = before.state().nextEntity();
    }

    /// An entity's attribute of cardinality one: the transaction can say one thing about it.
    private record Slot(long entity, long attribute) {}

    /// What the fact is one of: its slot, or the fact itself where many values stand beside each
    /// other.
    private static Object place(Fact fact) {
        return fact.attribute().many()
                ? fact.key()
                : new Slot(fact.entity(), fact.attribute().id());
    }

    /// What the transaction changes.
    ///
    /// @param stated the facts it asserts, redundant ones included
    /// @param changes the facts that are new or end, each once, retractions of a value before what
    ///   replaces it
    record Reduced(Collection<Fact> stated, List<Fact> changes) {}

    static Reduced reduce(Database before, List<Fact> facts) {
        var reduction = new FactReduction(before);
        for (Fact fact : facts) {
            reduction.take(fact);
        }
        return new Reduced(reduction.additions.values(), reduction.changes());
    }

    private void take(Fact fact) {
        Object place = place(fact);
        Fact opposite = (fact.added() ? retractions : additions).get(place);
        if (opposite != null && isSame(opposite, fact)) {
            throw conflict(before, opposite, fact);
        }
        Fact other = (fact.added() ? additions : retractions).putIfAbsent(place, fact);
        if (other != null && !isSame(other, fact)) {
            throw conflict(before, other, fact);
        }
    }

    /// Of two facts in one place.
    private static boolean isSame(Fact first, Fact second) {
        return first.attribute().many() || first.key().equals(second.key());
    }

    static FactumError conflict(Database before, Fact first, Fact second) {
        return second.source()
                .error(DbErrorCode.DATOMS_CONFLICT, "Two datoms in the same transaction conflict")
                .with("d1", shown(before, first))
                .with("d2", shown(before, second));
    }

    private static List<Object> shown(Database before, Fact fact) {
        return List.of(
                before.schema().label(fact.entity()),
                fact.attribute().label(),
                fact.value(),
                fact.added());
    }

    private List<Fact> changes() {
        List<Fact> changes = new ArrayList<>();
        for (Fact retraction : retractions.values()) {
            Datom present = present(retraction);
            if (present != null) {
                changes.add(withStoredValue(retraction, present));
            }
        }
        for (Fact addition : additions.values()) {
            if (!addition.attribute().many()) {
                addSingle(addition, changes);
            } else if (present(addition) == null) {
                changes.add(addition);
            }
        }
        return changes;
    }

    /// A value takes the place of the one that stands, if that is another.
    private void addSingle(Fact addition, List<Fact> changes) {
        AttributeDefinition attribute = addition.attribute();
        Datom standing =
                isNew(addition.entity())
                        ? null
                        : before.first(
                                IndexOrder.EAVT,
                                Prefix.entityAttribute(addition.entity(), attribute.id()));
        if (standing == null) {
            changes.add(addition);
        } else if (attribute.id() == Builtin.FN
                || !ValueOrder.same(standing.v(), addition.value())) {
            Fact implied =
                    new Fact(addition.entity(), attribute, standing.v(), false, addition.source());
            Fact stated = retractions.get(place(implied));
            if (stated == null || !isSame(stated, implied)) {
                changes.add(implied);
            }
            changes.add(addition);
        }
    }

    private static Fact withStoredValue(Fact retraction, Datom present) {
        return ValueOrder.same(retraction.value(), present.v())
                ? new Fact(
                        retraction.entity(),
                        retraction.attribute(),
                        present.v(),
                        false,
                        retraction.source())
                : retraction;
    }

    private @Nullable Datom present(Fact fact) {
        if (fact.attribute().id() == Builtin.FN || isNew(fact.entity())) {
            return null;
        }
        return before.first(
                IndexOrder.EAVT, Prefix.fact(fact.entity(), fact.attribute().id(), fact.value()));
    }

    /// True if the transaction brings the entity in: then nothing can be known about it.
    private boolean isNew(long entity) {
        return EntityId.sequence(entity) >= firstNew
                && EntityId.partition(entity) != EntityId.DB_PARTITION
                && !EntityId.isTransaction(entity);
    }
}
