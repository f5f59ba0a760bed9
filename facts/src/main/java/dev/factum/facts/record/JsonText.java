package dev.factum.facts.record;

import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/// Values as a component has them, of values that came through JSON, which knows only text, numbers
/// and truth.
final class JsonText {

    private static final int LONGEST_NUMBER = 1_000;
    private static final int LARGEST_SCALE = 10_000;

    private static final Map<Class<?>, Function<String, Object>> OF_TEXT =
            Map.of(
                    UUID.class, UUID::fromString,
                    Instant.class, Instant::parse,
                    Keyword.class, Keyword::of,
                    Symbol.class, Symbol::of,
                    URI.class, URI::create,
                    Bytes.class, text -> Bytes.of(Base64.getDecoder().decode(text)),
                    BigDecimal.class, JsonText::decimal,
                    BigInteger.class, text -> new BigInteger(limited(text)),
                    Double.class, Double::valueOf,
                    Float.class, Float::valueOf);

    private static final Map<Class<?>, Function<Number, Object>> OF_NUMBER =
            Map.of(
                    Double.class,
                    Number::doubleValue,
                    Float.class,
                    Number::floatValue,
                    BigDecimal.class,
                    number -> decimal(number.toString()),
                    BigInteger.class,
                    number -> new BigInteger(number.toString()));

    private JsonText() {}

    /// The value as one of `type`, if it can be read so; otherwise the value as it is.
    static Object as(Class<?> type, Object value) {
        try {
            return switch (value) {
                case String text -> OF_TEXT.getOrDefault(type, _ -> text).apply(text);
                case Number number -> OF_NUMBER.getOrDefault(type, _ -> number).apply(number);
                default -> value;
            };
        } catch (IllegalArgumentException | DateTimeException | FactumError _) {
            return value; // whoever asked refuses it as what it is
        }
    }

    private static BigDecimal decimal(String text) {
        var number = new BigDecimal(limited(text));
        if (Math.abs((long) number.scale()) > LARGEST_SCALE) {
            throw new NumberFormatException("So large a power of ten is no amount");
        }
        return number;
    }

    private static String limited(String text) {
        if (text.length() > LONGEST_NUMBER) {
            throw new NumberFormatException("So many digits are no number");
        }
        return text;
    }
}
