package dev.factum.facts.edn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A form and the tree of its offsets, which has the same shape: one child an element, two an entry
/// of a map.
record PositionedPart(@Nullable Object form, PositionTree tree) {

    /// The part that `step` names.
    Optional<PositionedPart> at(@Nullable Object step) {
        return switch (form) {
            case List<?> list -> child(step, list.size(), index -> list.get(index));
            case Set<?> set -> child(step, set.size(), index -> new ArrayList<>(set).get(index));
            case Tagged tagged -> child(step, 1, _ -> tagged.value());
            case Map<?, ?> map -> {
                int index = indexOfKey(map, step);
                yield index < 0
                        ? Optional.empty()
                        : Optional.of(part(map.get(key(step)), 2 * index + 1));
            }
            case null, default -> Optional.empty();
        };
    }

    /// The offset of the key `step` itself, if this is a map that has it.
    Optional<PositionTree> keyAt(@Nullable Object step) {
        int index = form instanceof Map<?, ?> map ? indexOfKey(map, step) : -1;
        return index < 0 ? Optional.empty() : Optional.of(tree.child(2 * index));
    }

    private Optional<PositionedPart> child(@Nullable Object step, int size, Element element) {
        if (!(key(step) instanceof Long index) || index < 0 || index >= size) {
            return Optional.empty();
        }
        int place = index.intValue();
        return Optional.of(part(element.at(place), place));
    }

    private PositionedPart part(@Nullable Object value, int place) {
        return new PositionedPart(value, tree.child(place));
    }

    private static int indexOfKey(Map<?, ?> map, @Nullable Object step) {
        int index = 0;
        for (Object key : map.keySet()) {
            if (Objects.equals(key, key(step))) {
                return index;
            }
            index++;
        }
        return -1;
    }

    private static @Nullable Object key(@Nullable Object step) {
        return step instanceof Integer index ? Long.valueOf(index) : step;
    }

    private interface Element {
        @Nullable Object at(int index);
    }
}
