package dev.factum.conformance.differential;

import datomic.Entity;
import dev.factum.conformance.corpus.EntityPath;
import dev.factum.facts.value.Keyword;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Datomic's entities in the corpus' words: other entities are shown by their ids.
final class EntityAnswers {

    private EntityAnswers() {}

    /// What a check asks of an entity.
    static @Nullable Object of(@Nullable Entity entity, Map<?, ?> check) {
        if (entity == null) {
            return null;
        }
        if (check.containsKey(Keyword.of("keys"))) {
            return keys(entity);
        }
        if (check.containsKey(Keyword.of("touch"))) {
            return touched(entity);
        }
        List<?> path = (List<?>) Objects.requireNonNull(check.get(Keyword.of("path")));
        var way = new EntityPath<>(Entity.class, (each, step) -> each.get(String.valueOf(step)));
        return shown(way.follow(entity, path));
    }

    private static Set<Keyword> keys(Entity entity) {
        Set<Keyword> keys = new LinkedHashSet<>();
        entity.keySet().forEach(key -> keys.add(Keyword.of(key.substring(1))));
        return keys;
    }

    private static Map<Keyword, @Nullable Object> touched(Entity entity) {
        Map<Keyword, @Nullable Object> all = new LinkedHashMap<>();
        all.put(Keyword.of("db/id"), entity.get(":db/id"));
        keys(entity).forEach(key -> all.put(key, shown(entity.get(key.toString()))));
        return all;
    }

    private static @Nullable Object shown(@Nullable Object value) {
        return switch (value) {
            case Entity entity -> entity.get(":db/id");
            case Set<?> several -> {
                Set<@Nullable Object> all = new LinkedHashSet<>();
                several.forEach(each -> all.add(shown(each)));
                yield all;
            }
            case null, default -> value;
        };
    }
}
