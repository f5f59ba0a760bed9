package dev.factum.conformance.differential.plain;

import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The transaction functions and predicates of the corpus.
final class Functions {

    private static final Keyword ADD = Keyword.of("db/add");

    private Functions() {}

    /// The forms that stand for a call.
    ///
    /// @throws Refused if there is no such function, or it refuses
    static List<?> call(PlainDatabase before, List<?> call) {
        List<?> rest = Forms.rest(call);
        return switch (Forms.name(call)) {
            case "add-amount", "nested-call" -> List.of(more(before, rest));
            case "add-twice" -> List.of(add(rest, 2), add(rest, 3));
            case "nothing" -> List.of();
            case "refuse" -> throw new Refused("cancelled", "On purpose");
            default -> throw new Refused("not-a-data-function", "No function: " + call);
        };
    }

    private static List<@Nullable Object> more(PlainDatabase before, List<?> arguments) {
        long entity = before.entityOrRefuse(arguments.getFirst());
        Attribute attribute = before.schema().get(argument(arguments, 1));
        List<Object> present = before.values(entity, attribute.name());
        if (attribute.many() && !present.isEmpty()) {
            throw new Refused("Several values: " + arguments);
        }
        long amount = (Long) argument(arguments, 2);
        long sum = present.isEmpty() ? amount : (Long) present.getFirst() + amount;
        return Arrays.asList(ADD, arguments.get(0), arguments.get(1), sum);
    }

    private static Object argument(List<?> arguments, int place) {
        return Objects.requireNonNull(arguments.get(place));
    }

    private static List<@Nullable Object> add(List<?> arguments, int place) {
        return Arrays.asList(ADD, arguments.get(0), arguments.get(1), arguments.get(place));
    }

    /// Whether a predicate allows a value.
    static boolean holds(Symbol predicate, Object value) {
        return switch (predicate.name()) {
            case "positive?" -> (Long) value > 0;
            case "never?" -> false;
            default -> throw new Refused("No predicate " + predicate);
        };
    }
}
