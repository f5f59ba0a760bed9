package dev.factum.conformance.differential;

import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/// Values of each type, of few, so that values meet.
record RandomValues(Dice dice) {

    /// So many that hardly any two are equal: in Datomic they would not be.
    private byte[] bytes() {
        return Long.toString(dice.random().nextLong(), Character.MAX_RADIX)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// @param type the name of a value type
    Object of(String type) {
        return switch (type) {
            case "string" -> dice.of("a", "b", "c", "d", "", "A");
            case "long" -> (long) dice.below(5);
            case "boolean" -> dice.once(2);
            case "keyword" -> dice.of(Keyword.of("k/a"), Keyword.of("k/b"), Keyword.of("k"));
            case "instant" ->
                    dice.of(
                            Instant.parse("2001-01-01T00:00:00Z"),
                            Instant.parse("2010-12-31T23:59:59.999Z"));
            case "double" -> dice.of(0.5, 1.0, -2.0);
            case "bigint" -> dice.of(BigInteger.valueOf(7), BigInteger.TWO.pow(70));
            case "bigdec" -> dice.of(new BigDecimal("1.5"), new BigDecimal("-20.3"));
            case "uuid" -> new UUID(dice.of(1L, -1L), dice.below(2));
            case "uri" -> URI.create(dice.of("http://a/b", "urn:x"));
            case "symbol" -> dice.of(Symbol.of("s"), Symbol.of("n/s"));
            case "float" -> dice.of(0.5f, 3.25f);
            case "bytes" -> Bytes.of(bytes());
            default -> throw new IllegalArgumentException(type);
        };
    }
}
