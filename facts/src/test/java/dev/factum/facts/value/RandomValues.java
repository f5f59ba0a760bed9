package dev.factum.facts.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Random values of every kind that a datom can hold, with many near and equal ones among them.
public final class RandomValues {

    private static final List<String> LETTERS =
            List.of(
                    "a",
                    "b",
                    "Z",
                    "é",
                    "\uFFFF",
                    "\uD83D\uDE00",
                    "\uD800",
                    "\uDC00",
                    "\0",
                    "\"",
                    "\\",
                    "\n");
    private static final List<String> NAMES =
            List.of("a", "b", "ab", "B", "c.d", "x-1", "+", "é", "?v");
    private static final List<Double> DOUBLES =
            List.of(
                    0.0,
                    -0.0,
                    1.0,
                    -1.0,
                    0.1,
                    1e300,
                    Double.MIN_VALUE,
                    Double.NaN,
                    Double.POSITIVE_INFINITY,
                    Double.NEGATIVE_INFINITY,
                    0x1p53,
                    0x1p63);

    private final RandomGenerator random;

    public RandomValues(RandomGenerator random) {
        this.random = random;
    }

    /// A value that is no tuple.
    public Object scalar() {
        return switch (random.nextInt(13)) {
            case 0 -> random.nextBoolean();
            case 1 -> letters().charAt(0);
            case 2 -> text();
            case 3 -> new Keyword(namespace(), name());
            case 4 -> new Symbol(namespace(), name());
            case 5 -> instant();
            case 6 -> uuid();
            case 7 -> URI.create("urn:" + random.nextInt(3));
            case 8 -> bytes();
            default -> number();
        };
    }

    /// A number of any type.
    public Number number() {
        double fraction = random.nextBoolean() ? pick(DOUBLES) : random.nextGaussian();
        return switch (random.nextInt(6)) {
            case 0 -> (long) random.nextInt(-3, 3);
            case 1 -> random.nextLong();
            case 2 -> fraction;
            case 3 -> (float) fraction;
            case 4 ->
                    BigInteger.valueOf(random.nextInt(-3, 3))
                            .shiftLeft(pick(List.of(0, 1, 62, 63, 1100)));
            default ->
                    new BigDecimal(
                            BigInteger.valueOf(random.nextInt(-30, 30)),
                            pick(List.of(-400, -1, 0, 1, 2, 400)));
        };
    }

    /// A tuple of up to three slots, some of them null.
    public List<@Nullable Object> tuple() {
        var slots = new ArrayList<@Nullable Object>();
        for (int slots0 = random.nextInt(4); slots0 > 0; slots0--) {
            slots.add(random.nextInt(4) == 0 ? null : scalar());
        }
        return slots;
    }

    private String text() {
        var text = new StringBuilder();
        for (int length = random.nextInt(4); length > 0; length--) {
            text.append(letters());
        }
        return text.toString();
    }

    private String letters() {
        return pick(LETTERS);
    }

    private @Nullable String namespace() {
        return random.nextBoolean() ? null : pick(NAMES);
    }

    private String name() {
        return pick(NAMES);
    }

    private Instant instant() {
        long second =
                random.nextBoolean() ? random.nextLong(-90_000_000_000L, 300_000_000_000L) : 0;
        int nano = pick(List.of(0, 1, 1_000, 1_000_000, 999_999_999, 120_000_000));
        return Instant.ofEpochSecond(second, nano);
    }

    private UUID uuid() {
        return new UUID(random.nextInt(-1, 2), random.nextInt(-1, 2));
    }

    private Bytes bytes() {
        byte[] content = new byte[random.nextInt(3)];
        random.nextBytes(content);
        return Bytes.of(content);
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
