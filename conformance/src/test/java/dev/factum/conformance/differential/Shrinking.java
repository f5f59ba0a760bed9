package dev.factum.conformance.differential;

import dev.factum.facts.edn.EdnList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes a failing case smaller: takes away one part after the other, as long as it still fails.
final class Shrinking {

    private static final int DEEPEST = 7;
    private static final int MOST_TRIES = 1_500;

    private final Predicate<Map<?, ?>> fails;
    private int tries;

    private Shrinking(Predicate<Map<?, ?>> fails) {
        this.fails = fails;
    }

    /// Keeps to what differs as it did at first: another difference that comes up on the way is
    /// another story.
    static Shrinking of(List<Difference> first, Function<Map<?, ?>, Comparison> comparison) {
        Set<String> kinds = first.stream().map(Difference::kind).collect(Collectors.toSet());
        return new Shrinking(form ->
                comparison.apply(form).differences().stream()
                        .anyMatch(each -> kinds.contains(each.kind())));
    }

    /// What could not be spared at first may be when its uses are gone: so again until nothing
    /// goes.
    Map<?, ?> smallest(Map<?, ?> form) {
        Map<?, ?> before = form;
        Map<?, ?> current = smaller(form);
        while (!current.equals(before)) {
            before = current;
            current = smaller(current);
        }
        return current;
    }

    private Map<?, ?> smaller(Map<?, ?> form) {
        Map<?, ?> current = form;
        for (int depth = 2; depth <= DEEPEST; depth++) {
            int part = 0;
            while (tries < MOST_TRIES) {
                var removal = new Removal(depth, part);
                Object smaller = removal.in(current, 1);
                if (!removal.done) {
                    break;
                }
                tries++;
                if (smaller instanceof Map<?, ?> candidate && fails.test(candidate)) {
                    current = candidate;
                } else {
                    part++;
                }
            }
        }
        return current;
    }

    /// Takes away the n-th part at one depth.
    private static final class Removal {

        private final int depth;
        private int left;
        private boolean done;

        Removal(int depth, int number) {
            this.depth = depth;
            this.left = number;
        }

        @Nullable Object in(@Nullable Object form, int at) {
            return switch (form) {
                case EdnList list -> EdnList.copyOf(elements(list, at));
                case List<?> list -> elements(list, at);
                case Map<?, ?> map -> {
                    Map<@Nullable Object, @Nullable Object> kept = new LinkedHashMap<>();
                    map.forEach((key, value) -> {
                        if (at < 2 || !takesAway(at)) {
                            kept.put(key, in(value, at + 1));
                        }
                    });
                    yield kept;
                }
                case null, default -> form;
            };
        }

        private List<@Nullable Object> elements(List<?> list, int at) {
            List<@Nullable Object> kept = new ArrayList<>();
            for (Object element : list) {
                if (!takesAway(at)) {
                    kept.add(in(element, at + 1));
                }
            }
            return kept;
        }

        private boolean takesAway(int at) {
            if (done || at != depth || left-- != 0) {
                return false;
            }
            done = true;
            return true;
        }
    }
}
