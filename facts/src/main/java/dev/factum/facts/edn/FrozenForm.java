package dev.factum.facts.edn;

import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A form that nobody can change any more, as the key of what was made of it.
///
/// It equals another only if both mean the same: a list in round brackets is no vector, though
/// `equals` of `java.util.List` says so. Immutable and safe to share between threads.
public final class FrozenForm {

    private static final int DEEPEST = 64;
    private static final int MOST_PARTS = 10_000;

    private final Object form;
    private final int hash;

    private FrozenForm(Object form) {
        this.form = form;
        this.hash = form.hashCode();
    }

    /// A key to look with: it holds the form itself and must not be kept.
    public static FrozenForm lookingFor(Object form) {
        return new FrozenForm(form);
    }

    /// A copy of the form, or the form itself where it cannot change; empty if some part of it is
    /// not EDN data, or if it is very large or deep.
    public static Optional<FrozenForm> of(Object form) {
        Object frozen = new Freezer().frozen(form, 0);
        return frozen == null ? Optional.empty() : Optional.of(new FrozenForm(frozen));
    }

    /// The form, which does not change any more.
    public Object form() {
        return form;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FrozenForm key && hash == key.hash && same(form, key.form);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @SuppressWarnings("ReferenceEquality") // the short way when it is the very same form
    private static boolean same(@Nullable Object left, @Nullable Object right) {
        if (left == right) {
            return true;
        }
        if (left == null || right == null) {
            return false;
        }
        return switch (left) {
            case List<?> list -> right instanceof List<?> other && sameLists(list, other);
            case Map<?, ?> map -> right instanceof Map<?, ?> other && sameMaps(map, other);
            case Tagged(Symbol tag, Object value) ->
                    right instanceof Tagged(Symbol otherTag, Object otherValue)
                            && tag.equals(otherTag)
                            && same(value, otherValue);
            default -> left.equals(right);
        };
    }

    private static boolean sameLists(List<?> left, List<?> right) {
        if (left.size() != right.size() || left instanceof EdnList != right instanceof EdnList) {
            return false;
        }
        Iterator<?> others = right.iterator();
        for (Object element : left) {
            if (!others.hasNext() || !same(element, others.next())) {
                return false;
            }
        }
        return true;
    }

    /// Sections of a query and options of a pull are told by their keys; keys that are lists
    /// themselves are compared as `equals` does.
    private static boolean sameMaps(Map<?, ?> left, Map<?, ?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (Map.Entry<?, ?> entry : left.entrySet()) {
            if (!right.containsKey(entry.getKey())
                    || !same(entry.getValue(), right.get(entry.getKey()))) {
                return false;
            }
        }
        return true;
    }

    /// Copies one form. Not thread-safe.
    private static final class Freezer {
        private int parts;

        /// The frozen form, or null if it cannot be frozen.
        @Nullable Object frozen(@Nullable Object form, int depth) {
            if (++parts > MOST_PARTS || depth > DEEPEST) {
                return null;
            }
            return switch (form) {
                case List<?> list -> list(list, depth);
                case Map<?, ?> map -> map(map, depth);
                case Set<?> set -> set(set, depth);
                case Tagged(Symbol tag, Object value) -> {
                    Object inner = value == null ? null : frozen(value, depth + 1);
                    yield inner == null ? null : new Tagged(tag, inner);
                }
                case String _, Keyword _, Symbol _, Boolean _, Character _ -> form;
                case Long _, Integer _, Double _, Float _, BigInteger _, BigDecimal _ -> form;
                case Instant _, UUID _, URI _, Bytes _ -> form;
                case null, default -> null;
            };
        }

        private @Nullable Object list(List<?> list, int depth) {
            var elements = new @Nullable Object[list.size()];
            boolean changed = !(list instanceof FrozenList);
            int index = 0;
            for (Object element : list) {
                Object inner = element == null ? null : frozen(element, depth + 1);
                if (inner == null && element != null) {
                    return null;
                }
                changed |= !isItself(inner, element);
                elements[index++] = inner;
            }
            if (!changed) {
                return list;
            }
            return list instanceof EdnList ? new EdnList(elements) : new FrozenList(elements);
        }

        @SuppressWarnings("ReferenceEquality") // nothing was copied
        private static boolean isItself(@Nullable Object frozen, @Nullable Object form) {
            return frozen == form;
        }

        private @Nullable Object map(Map<?, ?> map, int depth) {
            var entries = new LinkedHashMap<@Nullable Object, @Nullable Object>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                Object key = frozen(entry.getKey(), depth + 1);
                Object value =
                        entry.getValue() == null ? null : frozen(entry.getValue(), depth + 1);
                if (key == null || (value == null && entry.getValue() != null)) {
                    return null;
                }
                entries.put(key, value);
            }
            return new FrozenMap(entries);
        }

        private @Nullable Object set(Set<?> set, int depth) {
            var elements = new LinkedHashSet<@Nullable Object>();
            for (Object element : set) {
                Object inner = frozen(element, depth + 1);
                if (inner == null) {
                    return null;
                }
                elements.add(inner);
            }
            return new FrozenSet(elements);
        }
    }
}
