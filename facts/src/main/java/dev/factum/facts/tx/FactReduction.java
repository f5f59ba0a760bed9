package dev.factum.facts.tx;

import dev.factum.facts.database.Database;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.value.ValueOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Step 5: contradictions are refused, redundant facts dropped, and retractions that a new value
/// implies added.
final class FactReduction {

    private final Database before;
    private final Map<Fact.Key, Fact> additions = new LinkedHashMap<>();
    private final Map<Fact.Key, Fact> retractions = new LinkedHashMap<>();
    private final Map<Slot, Fact> singleAdditions = new HashMap<>();
    private final Map<Slot, Fact> singleRetractions = new HashMap<>();

    private FactReduction(Database before) {
        this.before = before;
    }

    /// An entity's attribute of cardinality one.
    private record Slot(long entity, long attribute) {}

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
        Fact.Key key = fact.key();
        Fact opposite = (fact.added() ? retractions : additions).get(key);
        if (opposite != null) {
            throw conflict(before, opposite, fact);
        }
        if (!fact.attribute().many()) {
            Map<Slot, Fact> single = fact.added() ? singleAdditions : singleRetractions;
            Fact other = single.putIfAbsent(new Slot(fact.entity(), fact.attribute().id()), fact);
            if (other != null && !other.key().equals(key)) {
                throw conflict(before, other, fact);
            }
        }
        (fact.added() ? additions : retractions).putIfAbsent(key, fact);
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
                before.first(
                        IndexOrder.EAVT, Prefix.entityAttribute(addition.entity(), attribute.id()));
        if (standing == null) {
            changes.add(addition);
        } else if (attribute.id() == Builtin.FN
                || !ValueOrder.same(standing.v(), addition.value())) {
            Fact implied =
                    new Fact(addition.entity(), attribute, standing.v(), false, addition.source());
            if (!retractions.containsKey(implied.key())) {
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
        if (fact.attribute().id() == Builtin.FN) {
            return null;
        }
        return before.first(
                IndexOrder.EAVT, Prefix.fact(fact.entity(), fact.attribute().id(), fact.value()));
    }
}
