package dev.factum.facts.query;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.ValueOrder;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Order as functions of a query: within a kind by that kind, numbers of all types by number;
/// across kinds nothing is less or greater.
final class Comparisons {

    private Comparisons() {}

    /// True if both are the same value; a float and a double are if they are the same number.
    static boolean areEqual(@Nullable Object left, @Nullable Object right) {
        return Keys.same(asDouble(left), asDouble(right));
    }

    private static @Nullable Object asDouble(@Nullable Object value) {
        return value instanceof Float number ? (Object) number.doubleValue() : value;
    }

    /// True if all are the same number, whatever their types.
    static boolean areOneNumber(List<? extends @Nullable Object> numbers) {
        Number first = Arithmetic.number(numbers.getFirst());
        for (Object number : numbers) {
            if (ValueOrder.compare(first, Arithmetic.number(number)) != 0) {
                return false;
            }
        }
        return true;
    }

    static boolean holds(List<? extends @Nullable Object> pair, IntPredicate condition) {
        Object left = pair.get(0);
        Object right = pair.get(1);
        return left != null
                && right != null
                && areOfOneKind(left, right)
                && condition.test(ValueOrder.compare(left, right));
    }

    private static boolean areOfOneKind(Object left, Object right) {
        return left.getClass().equals(right.getClass())
                || (left instanceof Number && right instanceof Number)
                || (left instanceof List<?> && right instanceof List<?>);
    }

    static Object compare(List<? extends @Nullable Object> pair) {
        return (long) ValueOrder.compare(pair.get(0), pair.get(1));
    }

    /// The greatest number for a direction of 1, the least for -1.
    static Object extreme(List<? extends @Nullable Object> numbers, int direction) {
        Object best = null;
        for (Object number : numbers) {
            if (!(number instanceof Number)) {
                throw FactumError.of(DbErrorCode.QUERY_FN_FAILED, "This is not a number")
                        .with("given", number);
            }
            if (best == null || ValueOrder.compare(number, best) * direction > 0) {
                best = number;
            }
        }
        if (best == null) {
            throw FactumError.of(DbErrorCode.QUERY_FN_FAILED, "There is nothing to compare");
        }
        return best;
    }
}
