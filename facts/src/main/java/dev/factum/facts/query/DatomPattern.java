package dev.factum.facts.query;

import dev.factum.facts.database.Database;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.schema.ValueType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A pattern on one database with its constants resolved. Immutable.
final class DatomPattern {

    private final Database database;
    private final Map<Place, Object> fixed = new EnumMap<>(Place.class);
    private final Map<Variable, Place> open = new LinkedHashMap<>();
    private final List<Place[]> equalPlaces = new ArrayList<>();
    private final @Nullable AttributeDefinition attribute;

    DatomPattern(Database database, List<Slot> slots) {
        this.database = database;
        for (int index = 0; index < slots.size(); index++) {
            Place place = Place.at(index);
            switch (slots.get(index)) {
                case Slot.Any _ -> {}
                case Slot.Fixed(Object value) -> fixed.put(place, value);
                case Slot.Open(Variable variable) -> {
                    Place first = open.putIfAbsent(variable, place);
                    if (first != null) {
                        equalPlaces.add(new Place[] {first, place});
                    }
                }
            }
        }
        this.attribute =
                fixed.get(Place.ATTRIBUTE) instanceof Long a
                        ? database.schema().attribute(a)
                        : null;
    }

    Database database() {
        return database;
    }

    @Nullable AttributeDefinition attribute() {
        return attribute;
    }

    Set<Variable> variables() {
        return open.keySet();
    }

    Place placeOf(Variable variable) {
        return open.getOrDefault(variable, Place.ADDED);
    }

    @Nullable Variable variableAt(Place place) {
        for (Map.Entry<Variable, Place> entry : open.entrySet()) {
            if (entry.getValue() == place) {
                return entry.getKey();
            }
        }
        return null;
    }

    @Nullable Object fixed(Place place) {
        return fixed.get(place);
    }

    @Nullable Long fixedId(Place place) {
        return fixed.get(place) instanceof Long id ? id : null;
    }

    /// True if the place has a constant or a variable.
    boolean asks(Place place) {
        return fixed.containsKey(place) || variableAt(place) != null;
    }

    /// True if no datom can match: the attribute never has such a value.
    boolean isImpossible() {
        Object value = fixed.get(Place.VALUE);
        return value != null
                && attribute != null
                && !attribute.valueType().javaType().isInstance(value)
                && !(attribute.valueType() == ValueType.BIGINT && value instanceof Long);
    }

    /// The constants that an access path does not answer for.
    Map<Place, Object> unanswered(boolean entity, boolean attributeToo, boolean value) {
        var rest = new EnumMap<>(fixed);
        if (entity) {
            rest.remove(Place.ENTITY);
        }
        if (attributeToo) {
            rest.remove(Place.ATTRIBUTE);
        }
        if (value) {
            rest.remove(Place.VALUE);
        }
        return rest;
    }

    /// True if a variable stands in several places.
    boolean repeatsVariables() {
        return !equalPlaces.isEmpty();
    }

    /// True if places with the same variable hold the same value.
    boolean agrees(Datom datom) {
        for (Place[] pair : equalPlaces) {
            if (!Keys.same(pair[0].of(datom), pair[1].of(datom))) {
                return false;
            }
        }
        return true;
    }

    /// True if each combination of the variables comes from one datom only.
    boolean isFaithful() {
        boolean valueKnown = asks(Place.VALUE) || (attribute != null && !attribute.many());
        return asks(Place.ENTITY) && asks(Place.ATTRIBUTE) && valueKnown && !database.isHistory();
    }

    /// The way to all datoms that the constants allow, or null if they narrow nothing.
    @Nullable AccessPath path() {
        return path(fixedId(Place.ENTITY), fixedId(Place.ATTRIBUTE), fixed(Place.VALUE));
    }

    /// The way to the datoms with the known parts; null if a value alone is known, or nothing.
    @Nullable AccessPath path(@Nullable Long e, @Nullable Long a, @Nullable Object v) {
        if (e != null) {
            return a == null ? AccessPath.ofEntity(e) : AccessPath.ofEntityAttribute(e, a, v);
        }
        return a == null ? null : AccessPath.ofAttribute(a, definition(a), v);
    }

    @Nullable AttributeDefinition definition(long a) {
        return attribute == null ? database.schema().attribute(a) : attribute;
    }
}
