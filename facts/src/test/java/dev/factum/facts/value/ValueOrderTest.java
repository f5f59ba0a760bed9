package dev.factum.facts.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ValueOrderTest {

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void isTotal() {
        Seeds.each(3_000, random -> checkTotal(triple(random)));
    }

    @Test
    void putsEqualValuesAtTheSamePlace() {
        Seeds.each(
                3_000,
                random -> {
                    List<@Nullable Object> values = triple(random);
                    Object left = values.get(0);
                    Object right = values.get(1);
                    if (left != null && left.equals(right)) {
                        assertThat(ValueOrder.compare(left, right)).isZero();
                    }
                });
    }

    @Test
    void canonicalValuesAreAtThePlaceOfTheOriginal() {
        Seeds.each(
                3_000,
                random -> {
                    Object value = new RandomValues(random).scalar();
                    assertThat(ValueOrder.same(value, ValueOrder.canonical(value))).isTrue();
                });
    }

    @Test
    void canonicalNumbersOfOneClassAreEqualExactlyIfTheyAreAtTheSamePlace() {
        Seeds.each(
                20_000,
                random -> {
                    var values = new RandomValues(random);
                    Object left = ValueOrder.canonical(values.number());
                    Object right = ValueOrder.canonical(values.number());
                    if (left.getClass() == right.getClass()) {
                        assertThat(left.equals(right))
                                .as("%s and %s", left, right)
                                .isEqualTo(ValueOrder.same(left, right));
                    }
                });
    }

    @Test
    void countsNumbersOfAllTypesAsOneKind() {
        assertAscending(
                -INFINITY,
                new BigDecimal("-1e400"),
                -1.5f,
                -1L,
                0.1,
                new BigDecimal("0.10000000000000001"),
                1L,
                1.5,
                BigInteger.TWO,
                (double) (1L << 53),
                (1L << 53) + 1,
                new BigDecimal("1e400"),
                new BigDecimal("1e500"),
                INFINITY,
                Double.NaN);
        assertSame(1L, BigInteger.ONE, 1.0, 1.0f, new BigDecimal("1.00"), 1, (short) 1, (byte) 1);
        assertSame(Double.NaN, Float.NaN);
        assertSame(INFINITY, Float.POSITIVE_INFINITY);
    }

    @Test
    void ignoresTheSignOfZeroAndTheScaleOfDecimals() {
        assertSame(0.0, -0.0, 0L, 0.0f, -0.0f, new BigDecimal("0.00"));
        assertThat(ValueOrder.canonical(-0.0)).isEqualTo(0.0);
        assertThat(ValueOrder.canonical(-0.0f)).isEqualTo(0.0f);
        assertThat(ValueOrder.canonical(new BigDecimal("1.50"))).isEqualTo(new BigDecimal("1.5"));
        assertThat(ValueOrder.canonical(new BigDecimal("0.00"))).isEqualTo(new BigDecimal("0"));
        assertThat(ValueOrder.canonical(BigInteger.TEN)).isEqualTo(10L);
        assertThat(ValueOrder.canonical(10)).isEqualTo(10L);
        assertThat(ValueOrder.canonical(Arrays.asList(new BigDecimal("1.0"), null)))
                .isEqualTo(Arrays.asList(new BigDecimal("1"), null));
    }

    @Test
    void ordersKeywordsByNamespaceAndThenByName() {
        assertAscending(
                Keyword.of("b"),
                Keyword.of("z"),
                Keyword.of("a/z"),
                Keyword.of("a.b/a"),
                Keyword.of("b/a"),
                Keyword.of("b/a1"));
        assertAscending(Symbol.of("z"), Symbol.of("a/b"), Symbol.of("a/c"));
    }

    @Test
    void ordersStringsByUtf16CodeUnit() {
        assertAscending("", "A", "B", "a", "aa", "b", "é", "\uD83D\uDE00", "\uFFFD");
    }

    @Test
    void ordersUuidsAsTwoSignedHalves() {
        assertAscending(
                new UUID(-1, 0), new UUID(0, -1), new UUID(0, 0), new UUID(0, 1), new UUID(1, -1));
    }

    @Test
    void ordersBytesUnsignedAndShorterFirst() {
        assertAscending(
                Bytes.of(),
                Bytes.of((byte) 0),
                Bytes.of((byte) 0, (byte) 1),
                Bytes.of((byte) 127),
                Bytes.of((byte) -128));
    }

    @Test
    void ordersTuplesSlotBySlotWithNullFirst() {
        assertAscending(
                List.of(),
                Arrays.asList((Object) null),
                Arrays.asList(null, 1L),
                List.of(1L),
                Arrays.asList(1L, null),
                List.of(1L, 1L),
                List.of(2L));
    }

    @Test
    void ordersSetsAndMapsByContentInWhateverOrderTheyWereBuilt() {
        assertSame(new LinkedHashSet<>(List.of(1L, 2L)), new LinkedHashSet<>(List.of(2L, 1L)));
        var map = new LinkedHashMap<String, Long>();
        map.put("b", 2L);
        map.put("a", 1L);
        assertSame(map, Map.of("a", 1L, "b", 2L));
        assertAscending(Set.of(), Set.of(1L), Set.of(1L, 2L), Set.of(2L));
        assertAscending(Map.of(), Map.of("a", 2L), Map.of("b", 1L), Map.of("b", 2L));
    }

    @Test
    void ordersKindsOneAfterAnother() {
        assertAscending(
                null,
                true,
                1L,
                'a',
                "a",
                Symbol.of("a"),
                Keyword.of("a"),
                Instant.EPOCH,
                new UUID(0, 0),
                URI.create("urn:a"),
                Bytes.of(),
                List.of(),
                Set.of(),
                Map.of());
    }

    @Test
    void ordersForeignClassesByNameAndThenByTheirOwnOrder() {
        assertAscending(DayOfWeek.FRIDAY, LocalDate.EPOCH, LocalDate.MAX);
        assertThat(ValueOrder.compare(new Plain("b"), new Plain("a"))).isPositive();
    }

    private record Plain(String name) {}

    private static List<@Nullable Object> triple(RandomGenerator random) {
        var values = new RandomValues(random);
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.asList(values.number(), values.number(), values.number());
            case 1 -> Arrays.asList(values.tuple(), values.tuple(), values.tuple());
            case 2 -> Arrays.asList(null, values.scalar(), values.tuple());
            default -> Arrays.asList(values.scalar(), values.scalar(), values.scalar());
        };
    }

    private static void checkTotal(List<@Nullable Object> values) {
        for (Object a : values) {
            assertThat(ValueOrder.compare(a, a)).isZero();
            for (Object b : values) {
                int ab = Integer.signum(ValueOrder.compare(a, b));
                assertThat(ab).isEqualTo(-Integer.signum(ValueOrder.compare(b, a)));
                for (Object c : values) {
                    if (ab <= 0 && ValueOrder.compare(b, c) <= 0) {
                        int expected = ab < 0 || ValueOrder.compare(b, c) < 0 ? -1 : 0;
                        assertThat(Integer.signum(ValueOrder.compare(a, c)))
                                .as("%s, %s, %s", a, b, c)
                                .isEqualTo(expected);
                    }
                }
            }
        }
    }

    private static void assertAscending(@Nullable Object... values) {
        for (int left = 0; left < values.length; left++) {
            for (int right = 0; right < values.length; right++) {
                assertThat(Integer.signum(ValueOrder.compare(values[left], values[right])))
                        .as("%s and %s", values[left], values[right])
                        .isEqualTo(Integer.compare(left, right));
            }
        }
    }

    private static void assertSame(Object... values) {
        for (Object left : values) {
            for (Object right : values) {
                assertThat(ValueOrder.same(left, right)).as("%s and %s", left, right).isTrue();
            }
        }
    }
}
