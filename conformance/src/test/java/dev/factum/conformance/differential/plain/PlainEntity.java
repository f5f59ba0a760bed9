package dev.factum.conformance.differential.plain;

import dev.factum.facts.value.Keyword;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is known of one entity, attribute by attribute, and the way from one to the next. Entities
/// are shown by id, or by their name if they have one.
///
/// @param id the entity's id
public record PlainEntity(PlainDatabase database, long id) {

    /// The entity of a name, or null if the name stands for nothing.
    ///
    /// @throws Refused if the view is not of one moment
    public static @Nullable PlainEntity of(PlainDatabase database, @Nullable Object name) {
        if (database.isHistory()) {
            throw new Refused("Not at one moment");
        }
        Long id = database.entity(name);
        return id == null ? null : new PlainEntity(database, id);
    }

    /// The attributes that it has.
    public Set<Keyword> keys() {
        return database.facts().stream()
                .filter(fact -> fact.e() == id)
                .map(Fact::a)
                .collect(Collectors.toSet());
    }

    /// All of it.
    public Map<Keyword, @Nullable Object> touched() {
        Map<Keyword, @Nullable Object> all = new LinkedHashMap<>();
        all.put(Keyword.of("db/id"), id);
        keys().forEach(key -> all.put(key, value(key)));
        return all;
    }

    /// What is at the end of the path; from many places it goes on from each of them.
    public @Nullable Object at(List<?> path) {
        Object place = id;
        for (Object step : path) {
            place = step(place, (Keyword) Objects.requireNonNull(step));
        }
        return place;
    }

    private @Nullable Object step(@Nullable Object place, Keyword key) {
        if (place instanceof Long entity) {
            return new PlainEntity(database, entity).value(key);
        }
        if (!(place instanceof Set<?> several)) {
            return null;
        }
        Set<Object> united = new LinkedHashSet<>();
        for (Object each : several) {
            switch (step(each, key)) {
                case Set<?> more -> united.addAll(more);
                case null -> {
                    // leads nowhere
                }
                case Object one -> united.add(one);
            }
        }
        return united;
    }

    private @Nullable Object value(Keyword key) {
        boolean reverse = key.name().startsWith("_");
        Attribute attribute =
                database.schema()
                        .get(reverse ? new Keyword(key.namespace(), key.name().substring(1)) : key);
        Set<Object> values = new LinkedHashSet<>();
        if (reverse) {
            database.holders(attribute.name(), id).forEach(each -> values.add(name(each)));
        } else {
            for (Object each : database.values(id, attribute.name())) {
                values.add(attribute.isReference() ? name((Long) each) : each);
            }
        }
        boolean single = reverse ? attribute.component() : !attribute.many();
        return values.isEmpty() ? null : single ? values.iterator().next() : values;
    }

    private Object name(long entity) {
        Keyword ident = database.ident(entity);
        return ident == null ? (Object) entity : ident;
    }
}
