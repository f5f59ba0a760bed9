package dev.factum.facts.query;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How large a value may become that functions of a query make.
///
/// Twenty clauses that double a text, a number or a vector would else fill the memory, and one that
/// adds decimals of very different size likewise.
final class Sizes {

    static final int MAX_CHARACTERS = 1 << 20;
    static final int MAX_PARTS = 100_000;
    static final int MAX_BITS = 1 << 17;
    static final int MAX_SCALE = 1 << 15;

    private static final long BYTES_OF_A_PART = 8;

    private Sizes() {}

    /// About how much memory a value takes beside its place in a row.
    static long bytes(@Nullable Object value) {
        return switch (value) {
            case String text -> (long) text.length() * Character.BYTES;
            case Bytes bytes -> bytes.length();
            case BigInteger whole -> whole.bitLength() / Byte.SIZE;
            case BigDecimal decimal -> decimal.unscaledValue().bitLength() / Byte.SIZE;
            case Collection<?> elements -> elements.stream().mapToLong(Sizes::bytesOfPart).sum();
            case Map<?, ?> map -> bytes(map.keySet()) + bytes(map.values());
            case null, default -> 0;
        };
    }

    private static long bytesOfPart(@Nullable Object value) {
        return BYTES_OF_A_PART + bytes(value);
    }

    /// A number that functions may go on with.
    static Number number(Number number) {
        switch (number) {
            case BigInteger whole -> require(whole.bitLength(), MAX_BITS, "bits");
            case BigDecimal decimal -> {
                require(Math.abs((long) decimal.scale()), MAX_SCALE, "scale");
                require(decimal.unscaledValue().bitLength(), MAX_BITS, "bits");
            }
            default -> {
                // of one size
            }
        }
        return number;
    }

    static void characters(long characters) {
        require(characters, MAX_CHARACTERS, "characters");
    }

    /// The size of a list that is about to be made.
    static void parts(long parts) {
        require(parts, MAX_PARTS, "parts");
    }

    /// A list or map that functions may go on with; what is in it twice counts twice.
    static Object parts(Object made) {
        parts(count(made, 0));
        return made;
    }

    private static long count(@Nullable Object value, long before) {
        long parts = before + 1;
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                parts = parts > MAX_PARTS ? parts : count(entry.getKey(), parts);
                parts = parts > MAX_PARTS ? parts : count(entry.getValue(), parts);
            }
        } else if (value instanceof Collection<?> elements) {
            for (Object element : elements) {
                parts = parts > MAX_PARTS ? parts : count(element, parts);
            }
        }
        return parts;
    }

    private static void require(long size, long most, String what) {
        if (size > most) {
            throw FactumError.of(
                            DbErrorCode.LIMIT_EXCEEDED, "A function of the query makes too much")
                    .with("what", what)
                    .with("limit", most);
        }
    }
}
