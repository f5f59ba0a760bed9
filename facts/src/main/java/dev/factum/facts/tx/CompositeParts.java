package dev.factum.facts.tx;

import dev.factum.facts.database.State;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.schema.Builtin;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Which attributes the slots of composite tuples repeat. Immutable.
///
/// A part that has, or once had, no history is 0: the indexes do not tell what it was, and what
/// they come to must be what the log comes to.
///
/// @param byComposite the parts by the id of the composite, in the order of the slots
public record CompositeParts(Map<Long, List<Long>> byComposite) {

    public CompositeParts {
        byComposite = Map.copyOf(byComposite);
    }

    static CompositeParts of(State state) {
        Set<Long> forgetful = forgetful(state);
        Map<Long, List<Long>> parts = new HashMap<>();
        for (long id : state.schema().composites()) {
            AttributeDefinition composite = Objects.requireNonNull(state.schema().attribute(id));
            parts.put(
                    id,
                    composite.tupleAttrs().stream()
                            .map(part -> forgetful.contains(part) ? 0L : part)
                            .toList());
        }
        return new CompositeParts(parts);
    }

    private static Set<Long> forgetful(State state) {
        Set<Long> attributes = new HashSet<>();
        Prefix prefix = Prefix.attribute(Builtin.NO_HISTORY);
        state.indexes()
                .present(IndexOrder.AEVT)
                .scan(prefix)
                .forEachRemaining(datom -> attributes.add(datom.e()));
        state.indexes()
                .past(IndexOrder.AEVT)
                .scan(prefix)
                .forEachRemaining(datom -> attributes.add(datom.e()));
        return attributes;
    }

    /// The parts of an attribute, none if it is not a composite.
    List<Long> of(long attribute) {
        return byComposite.getOrDefault(attribute, List.of());
    }

    /// True for a composite with a value.
    boolean isComposite(Datom datom) {
        return byComposite.containsKey(datom.a());
    }

    /// The composites that repeat an attribute.
    List<Long> with(long part) {
        return byComposite.entrySet().stream()
                .filter(each -> each.getValue().contains(part))
                .map(Map.Entry::getKey)
                .toList();
    }
}
