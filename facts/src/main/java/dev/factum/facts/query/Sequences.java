package dev.factum.facts.query;

import dev.factum.facts.edn.EdnList;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Functions of collections.
final class Sequences {

    private Sequences() {}

    static Object vector(List<? extends @Nullable Object> elements) {
        return Sizes.parts(Collections.unmodifiableList(new ArrayList<@Nullable Object>(elements)));
    }

    static Object map(List<? extends @Nullable Object> entries) {
        if (entries.size() % 2 != 0) {
            throw failed("A map needs a value for each key", entries);
        }
        var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
        for (int index = 0; index < entries.size(); index += 2) {
            map.put(entries.get(index), entries.get(index + 1));
        }
        return Sizes.parts(Collections.unmodifiableMap(map));
    }

    static long count(@Nullable Object value) {
        return switch (value) {
            case null -> 0;
            case String text -> text.length();
            case Object collection -> elements(collection).size();
        };
    }

    static @Nullable Object get(List<? extends @Nullable Object> arguments) {
        Object otherwise = arguments.size() == 3 ? arguments.get(2) : null;
        Object key = arguments.get(1);
        return switch (arguments.get(0)) {
            case Map<?, ?> map -> map.containsKey(key) ? map.get(key) : otherwise;
            case Set<?> set -> set.contains(key) ? key : otherwise;
            case EdnList _ -> otherwise;
            case List<?> list when key instanceof Long index && isWithin(list, index) ->
                    list.get(index.intValue());
            case null, default -> otherwise;
        };
    }

    static boolean contains(@Nullable Object container, @Nullable Object key) {
        return switch (container) {
            case null -> false;
            case Map<?, ?> map -> map.containsKey(key);
            case Set<?> set -> set.contains(key);
            case List<?> list -> key instanceof Long index && isWithin(list, index);
            default -> throw failed("This has no keys", container);
        };
    }

    private static boolean isWithin(List<?> list, long index) {
        return index >= 0 && index < list.size();
    }

    static @Nullable Object nth(@Nullable Object value, @Nullable Object index) {
        return elements(value).get(index(index));
    }

    static @Nullable Object end(@Nullable Object value, boolean first) {
        if (value == null) {
            return null;
        }
        List<@Nullable Object> elements = elements(value);
        if (elements.isEmpty()) {
            return null;
        }
        return first ? elements.getFirst() : elements.getLast();
    }

    static int index(@Nullable Object value) {
        if (value instanceof Long index && index == index.intValue()) {
            return index.intValue();
        }
        throw failed("This is not an index", value);
    }

    private static List<@Nullable Object> elements(@Nullable Object value) {
        List<@Nullable Object> elements =
                switch (value) {
                    case null -> null;
                    case String text ->
                            new ArrayList<>(text.chars().mapToObj(c -> (char) c).toList());
                    case Object other -> Elements.of(other);
                };
        if (elements == null) {
            throw failed("This is not a collection", value);
        }
        return elements;
    }

    private static FactumError failed(String text, @Nullable Object given) {
        return FactumError.of(DbErrorCode.QUERY_FN_FAILED, text).with("given", given);
    }
}
