package dev.factum.facts.edn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.value.Bytes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Every limit at its border, and texts made to exhaust time, stack or memory.
///
/// Each of these is refused or read within tens of milliseconds; the timeout only has to tell
/// linear from quadratic on a busy machine.
@Timeout(value = 5, unit = TimeUnit.SECONDS)
class EdnLimitsTest {

    private static final EdnLimits LIMITS = EdnLimits.DEFAULT;

    @Test
    void charactersAreLimited() {
        assertBorder("[1 2]", "[1 22]", LIMITS.withCharacters(5), "characters");
        assertExceeds(" ".repeat(LIMITS.characters() + 1), LIMITS, "characters");
    }

    @Test
    void depthIsLimited() {
        EdnLimits three = LIMITS.withDepth(3);
        assertBorder("[{1 #{}}]", "[{1 #{[]}}]", three, "depth");
        assertBorder("[#a #b 1]", "[#a #b #c 1]", three, "depth");
        assertBorder("#_ #_ #_ 1 2 3", "#_ #_ #_ #_ 1 2 3 4", three, "depth");
        assertThatThrownBy(() -> LIMITS.withDepth(2_000))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void collectionSizeIsLimited() {
        EdnLimits two = LIMITS.withCollectionSize(2);
        assertBorder("[1 2]", "[1 2 3]", two, "collectionSize");
        assertBorder("(1 2)", "(1 2 3)", two, "collectionSize");
        assertBorder("#{1 2}", "#{1 2 3}", two, "collectionSize");
        assertBorder("{1 1 2 2}", "{1 1 2 2 3 3}", two, "collectionSize");
    }

    @Test
    void stringLengthIsLimited() {
        assertBorder(
                "\"\\n\\u0000\"", "\"\\n\\u0000a\"", LIMITS.withStringLength(2), "stringLength");
        assertExceeds("\"" + "x".repeat(5_000_000) + "\"", LIMITS, "stringLength");
    }

    @Test
    void numberDigitsAreLimited() {
        EdnLimits three = LIMITS.withNumberDigits(3);
        assertBorder("999N", "9999N", three, "numberDigits");
        assertBorder("9.99", "9.999", three, "numberDigits");
        assertBorder("0.00999M", "0.009999M", three, "numberDigits");
        assertBorder("1.23e3M", "1.23e4M", three, "numberDigits");
        assertBorder("0.001M", "0.0001M", three, "numberDigits");
        assertBorder("0e3M", "0e4M", three, "numberDigits");
    }

    @Test
    void nodesAreLimited() {
        assertBorder("[1 {2 #_ 3 4}]", "[1 {2 #_ 3 4} 5]", LIMITS.withNodes(6), "nodes");
    }

    @Test
    void keysWithTheSameHashAreLimited() {
        EdnLimits two = LIMITS.withSameHash(2);
        assertBorder(
                "#{\"AaAa\" \"BBBB\" 1 2 3}", "#{\"AaAa\" \"BBBB\" \"AaBB\" 1}", two, "sameHash");
        assertBorder("{[0 31] 1 [1 0] 2}", "{[0 62] 1 [1 31] 2 [2 0] 3}", two, "sameHash");
    }

    @Test
    void bombsOfBracketsAreRefused() {
        for (String opening :
                new String[] {"[", "{", "(", "#{", "#_", "#a ", "#:a{", "{[", "[#_"}) {
            assertExceeds(opening.repeat(1_000_000), LIMITS, "depth");
        }
    }

    @Test
    void bombsOfDigitsAreRefused() {
        assertExceeds("1e999999999M", LIMITS, "numberDigits");
        assertExceeds("1e-999999999M", LIMITS, "numberDigits");
        assertExceeds("1e99999999999999M", LIMITS, "numberDigits");
        assertExceeds("1e99999999999999", LIMITS, "numberDigits");
        assertExceeds("9".repeat(10_000_000), LIMITS, "numberDigits");
        assertExceeds("9".repeat(10_000_000) + "N", LIMITS, "numberDigits");
        assertExceeds("0." + "0".repeat(10_000_000) + "1M", LIMITS, "numberDigits");
        assertExceeds("-" + "9".repeat(10_001) + "." + "1".repeat(10_001), LIMITS, "numberDigits");
        assertReads("9".repeat(10_000));
    }

    @Test
    void bombsOfHashesAreRefused() {
        assertExceeds(set(100_000, EdnLimitsTest::twins), LIMITS, "sameHash");
        assertExceeds(
                set(100_000, index -> "[" + index + " " + (9_999_999L - 31L * index) + "]"),
                LIMITS,
                "sameHash");
        assertExceeds(
                set(
                        100_000,
                        index ->
                                (index % 2 == 0 ? ":" : "") + "a" + twins(index).replace("\"", "")),
                LIMITS,
                "sameHash");
        assertReads(set(100_000, index -> "[" + index % 300 + " " + index / 300 + "]"));
    }

    @Test
    void bombsOfNestedSetsDoNotHashTheirContentAgainAndAgain() {
        String content = "1 ".repeat(500_000);
        assertReads("#{".repeat(500) + "[" + content + "]" + "}".repeat(500));
        int hash = Objects.hashCode(Edn.read("[" + content + "]"));
        String hashesToZero = "[" + content + Integer.toUnsignedString(-31 * hash) + "]";
        assertThat(Objects.hashCode(Edn.read(hashesToZero))).isZero();
        assertReads("#{".repeat(500) + hashesToZero + "}".repeat(500));
    }

    @Test
    void widthAloneIsNoBomb() {
        assertExceeds("[" + "1 ".repeat(2_000_000) + "]", LIMITS, "collectionSize");
        assertExceeds(("[" + "1 ".repeat(900_000) + "]").repeat(5), LIMITS, "nodes");
        assertThat(EdnOutcome.of(";\n".repeat(5_000_000) + ")").syntaxError().data())
                .containsEntry("line", 5_000_001);
        assertReads(Edn.print(Bytes.of(new byte[1_000_000])));
    }

    private static String twins(int index) {
        return IntStream.range(0, 17)
                .mapToObj(bit -> (index >> bit & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining("", "\"", "\""));
    }

    private static String set(int size, IntFunction<String> element) {
        return IntStream.range(0, size)
                .mapToObj(element)
                .collect(Collectors.joining(" ", "#{", "}"));
    }

    private static void assertBorder(String within, String beyond, EdnLimits limits, String limit) {
        assertThat(EdnOutcome.of(within, limits).error()).isNull();
        assertExceeds(beyond, limits, limit);
    }

    private static void assertExceeds(String text, EdnLimits limits, String limit) {
        assertThat(EdnOutcome.of(text, limits).exceededLimit()).isEqualTo(limit);
    }

    private static void assertReads(String text) {
        assertThat(EdnOutcome.of(text).error()).isNull();
    }
}
