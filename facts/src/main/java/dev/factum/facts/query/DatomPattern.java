package dev.factum.facts.query;

import dev.factum.facts.database.Database;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.schema.ValueType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A pattern on one database with its constants resolved. Immutable.
final class DatomPattern {

    private final Database database;

    /// Stands where nil was given, which no datom has.
    private static final Object NOTHING = new Object();

    private final Map<Place, Object> fixed;
    private final Map<Variable, Place> open;
    private final List<Place[]> equalPlaces;
    private final @Nullable AttributeDefinition attribute;

    private DatomPattern(
            Database database,
            Map<Place, Object> fixed,
            Map<Variable, Place> open,
            List<Place[]> equalPlaces) {
        this.database = database;
        this.fixed = fixed;
        this.open = open;
        this.equalPlaces = equalPlaces;
        this.attribute =
                fixed.get(Place.ATTRIBUTE) instanceof Long a
                        ? database.schema().attribute(a)
                        : null;
    }

    static DatomPattern of(Database database, List<Slot> slots) {
        var fixed = new EnumMap<Place, Object>(Place.class);
        var open = new LinkedHashMap<Variable, Place>();
        var equalPlaces = new ArrayList<Place[]>();
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
        return new DatomPattern(database, fixed, open, equalPlaces);
    }

    /// This pattern where the values of a relation's first row stand for some variables, names of
    /// entities resolved.
    DatomPattern with(Relation relation, Predicate<Variable> isConstant) {
        Map<Place, Object> known = new EnumMap<>(Place.class);
        known.putAll(fixed);
        for (Map.Entry<Variable, Place> entry : open.entrySet()) {
            if (isConstant.test(entry.getKey())) {
                Place place = entry.getValue();
                Object value = Keys.canonical(relation.column(entry.getKey()).get(0));
                boolean isName = place == Place.ENTITY || place == Place.ATTRIBUTE;
                Object id = isName ? (Object) EntityNames.resolve(database, value) : value;
                known.put(place, id == null ? NOTHING : id);
            }
        }
        return new DatomPattern(database, known, open, equalPlaces);
    }

    /// This pattern with another variable in the place of one.
    DatomPattern renaming(Variable variable, Variable other) {
        Map<Variable, Place> renamed = new LinkedHashMap<>();
        open.forEach((name, place) -> renamed.put(name.equals(variable) ? other : name, place));
        return new DatomPattern(database, fixed, renamed, equalPlaces);
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
        return value != null && (value.equals(NOTHING) || isOfOtherType(value));
    }

    private boolean isOfOtherType(Object value) {
        return attribute != null
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

    /// The pairs of places that the same variable stands in.
    List<Place[]> equalPlaces() {
        return equalPlaces;
    }

    /// The variables that tell which datom matched, or null if different datoms look the same.
    ///
    /// A fact is there once, except in a history. Of a one-valued attribute an entity has one fact
    /// in the present; once it may have had several, when the attribute was many-valued.
    @Nullable Set<Variable> key() {
        if (!asks(Place.ENTITY) || !asks(Place.ATTRIBUTE) || database.isHistory()) {
            return null;
        }
        boolean oneValue = attribute != null && !attribute.many() && database.asOfT().isEmpty();
        if (!oneValue && !asks(Place.VALUE)) {
            return null;
        }
        var key = new HashSet<Variable>();
        open.forEach((variable, place) -> {
            if (place == Place.ENTITY
                    || place == Place.ATTRIBUTE
                    || (place == Place.VALUE && !oneValue)) {
                key.add(variable);
            }
        });
        return key;
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
