package dev.factum.facts.query;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/// Arithmetic as Clojure has it: a double makes the result a double, else a decimal a decimal, else
/// a big integer a big integer, else it is a long, and overflow is an error.
final class Arithmetic {

    private Arithmetic() {}

    static Object fold(
            List<? extends @Nullable Object> numbers, BinaryOperator<@Nullable Object> operation) {
        Object result = number(numbers.getFirst());
        for (Object next : numbers.subList(1, numbers.size())) {
            result = operation.apply(result, next);
        }
        return number(result);
    }

    static Number plus(@Nullable Object left, @Nullable Object right) {
        Number a = number(left);
        Number b = number(right);
        return switch (level(a, b)) {
            case DOUBLE -> a.doubleValue() + b.doubleValue();
            case DECIMAL -> decimal(a).add(decimal(b));
            case BIG -> big(a).add(big(b));
            case LONG -> Math.addExact(a.longValue(), b.longValue());
        };
    }

    static Number minus(@Nullable Object left, @Nullable Object right) {
        Number a = number(left);
        Number b = number(right);
        return switch (level(a, b)) {
            case DOUBLE -> a.doubleValue() - b.doubleValue();
            case DECIMAL -> decimal(a).subtract(decimal(b));
            case BIG -> big(a).subtract(big(b));
            case LONG -> Math.subtractExact(a.longValue(), b.longValue());
        };
    }

    static Number times(@Nullable Object left, @Nullable Object right) {
        Number a = number(left);
        Number b = number(right);
        return switch (level(a, b)) {
            case DOUBLE -> a.doubleValue() * b.doubleValue();
            case DECIMAL -> decimal(a).multiply(decimal(b));
            case BIG -> big(a).multiply(big(b));
            case LONG -> Math.multiplyExact(a.longValue(), b.longValue());
        };
    }

    /// Whole numbers divide into whole numbers, towards zero.
    static Number divide(@Nullable Object left, @Nullable Object right) {
        Number a = number(left);
        Number b = number(right);
        return switch (level(a, b)) {
            case DOUBLE -> a.doubleValue() / b.doubleValue();
            case DECIMAL -> decimal(a).divide(decimal(b), MathContext.DECIMAL128);
            case BIG, LONG -> quotient(a, b);
        };
    }

    static Number quotient(@Nullable Object left, @Nullable Object right) {
        Number a = number(left);
        Number b = number(right);
        return switch (level(a, b)) {
            case DOUBLE -> truncated(a.doubleValue() / b.doubleValue());
            case DECIMAL -> decimal(a).divideToIntegralValue(decimal(b));
            case BIG -> big(a).divide(big(b));
            case LONG -> Math.divideExact(a.longValue(), b.longValue());
        };
    }

    private static double truncated(double number) {
        return number < 0 ? Math.ceil(number) : Math.floor(number);
    }

    static Number remainder(@Nullable Object left, @Nullable Object right) {
        Number a = number(left);
        Number b = number(right);
        return switch (level(a, b)) {
            case DOUBLE -> a.doubleValue() % b.doubleValue();
            case DECIMAL -> decimal(a).remainder(decimal(b));
            case BIG -> big(a).remainder(big(b));
            case LONG -> a.longValue() % b.longValue();
        };
    }

    /// The remainder with the sign of the divisor.
    static Number modulus(@Nullable Object left, @Nullable Object right) {
        Number rest = remainder(left, right);
        boolean keeps = sign(rest) == 0 || sign(rest) == sign(right);
        return keeps ? rest : plus(rest, right);
    }

    static int sign(@Nullable Object value) {
        return switch (number(value)) {
            case Double d -> (int) Math.signum(d);
            case Float f -> (int) Math.signum(f);
            case BigDecimal d -> d.signum();
            case BigInteger i -> i.signum();
            case Number n -> Long.signum(n.longValue());
        };
    }

    static boolean isEven(@Nullable Object value) {
        return switch (number(value)) {
            case BigInteger big -> !big.testBit(0);
            case Double _, Float _, BigDecimal _ ->
                    throw FactumError.of(DbErrorCode.QUERY_FN_FAILED, "This is no whole number")
                            .with("given", value);
            case Number n -> n.longValue() % 2 == 0;
        };
    }

    static double toDouble(@Nullable Object value) {
        return number(value).doubleValue();
    }

    static Number number(@Nullable Object value) {
        if (value instanceof Number number) {
            return Sizes.number(number);
        }
        throw FactumError.of(DbErrorCode.QUERY_FN_FAILED, "This is not a number")
                .with("given", value);
    }

    private enum Level {
        LONG,
        BIG,
        DECIMAL,
        DOUBLE
    }

    private static Level level(Number left, Number right) {
        Level a = level(left);
        Level b = level(right);
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Level level(Number number) {
        return switch (number) {
            case Double _, Float _ -> Level.DOUBLE;
            case BigDecimal _ -> Level.DECIMAL;
            case BigInteger _ -> Level.BIG;
            default -> Level.LONG;
        };
    }

    private static BigInteger big(Number number) {
        return number instanceof BigInteger big ? big : BigInteger.valueOf(number.longValue());
    }

    private static BigDecimal decimal(Number number) {
        return number instanceof BigDecimal decimal ? decimal : new BigDecimal(big(number));
    }

    /// Half of the sum without what comes behind the point, as Datomic's `median` has it.
    static Number middle(Number left, Number right) {
        return quotient(plus(left, right), 2L);
    }
}
