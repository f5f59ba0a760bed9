package dev.factum.facts.edn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdnPrintTest {

    @ParameterizedTest
    @MethodSource("values")
    void prints(Object value, String expected) {
        assertThat(Edn.print(value)).isEqualTo(expected);
    }

    static Stream<Arguments> values() {
        return Stream.of(
                arguments(null, "nil"),
                arguments(true, "true"),
                arguments(
                        "a\"\\\n\0é\u2028\uD83D\uDE00\uD800",
                        "\"a\\\"\\\\\\n\\u0000é\\u2028\uD83D\uDE00\\ud800\""),
                arguments('a', "\\a"),
                arguments(' ', "\\space"),
                arguments(',', "\\,"),
                arguments('\uD800', "\\ud800"),
                arguments(1L, "1"),
                arguments(1, "1"),
                arguments((short) 1, "1"),
                arguments((byte) 1, "1"),
                arguments(BigInteger.ONE, "1N"),
                arguments(1.0, "1.0"),
                arguments(-0.0, "-0.0"),
                arguments(1e100, "1.0E100"),
                arguments(Double.NaN, "##NaN"),
                arguments(Double.POSITIVE_INFINITY, "##Inf"),
                arguments(Double.NEGATIVE_INFINITY, "##-Inf"),
                arguments(1.5f, "#float \"1.5\""),
                arguments(Float.NaN, "#float \"NaN\""),
                arguments(new BigDecimal("1.50"), "1.50M"),
                arguments(new BigDecimal("1E+3"), "1E+3M"),
                arguments(Keyword.of("a/b"), ":a/b"),
                arguments(Symbol.of("?x"), "?x"),
                arguments(Instant.EPOCH, "#inst \"1970-01-01T00:00:00.000Z\""),
                arguments(new UUID(0, 1), "#uuid \"00000000-0000-0000-0000-000000000001\""),
                arguments(URI.create("urn:a"), "#uri \"urn:a\""),
                arguments(Bytes.ofHex("00ff"), "#bytes \"00ff\""),
                arguments(Arrays.asList(1L, null), "[1 nil]"),
                arguments(EdnList.of(Symbol.of("pull"), List.of()), "(pull [])"),
                arguments(new LinkedHashSet<>(List.of(2L, 1L)), "#{2 1}"),
                arguments(Map.of(Keyword.of("a"), Map.of()), "{:a {}}"),
                arguments(new Tagged(Symbol.of("nil"), null), "#nil nil"),
                arguments(new Tagged(Symbol.of("db/id"), List.of(-1L)), "#db/id [-1]"));
    }

    @Test
    void separatesEntriesByCommas() {
        assertThat(Edn.print(Edn.read("{:a 1 :b 2}"))).isEqualTo("{:a 1, :b 2}");
    }

    @ParameterizedTest
    @MethodSource("unprintable")
    void refusesWhatWouldNotReadBack(Object form) {
        assertRefused(form, DbErrorCode.EDN_UNPRINTABLE);
        assertRefused(List.of(form), DbErrorCode.EDN_UNPRINTABLE);
    }

    static Stream<Object> unprintable() {
        return Stream.of(
                new Object(),
                new AtomicLong(1),
                LocalDate.EPOCH,
                new byte[0],
                new Keyword(null, "a b"),
                new Keyword(null, "a/b"),
                new Keyword("", "b"),
                new Keyword("a/b", "c"),
                new Keyword(null, "a\u00A0"),
                new Keyword(null, "a)"),
                new Keyword(null, ":a"),
                new Symbol(null, "nil"),
                new Symbol(null, "true"),
                new Symbol(null, "-1"),
                new Symbol(null, "1a"),
                new Symbol(null, ":a"),
                new Symbol(null, "#a"),
                new Symbol(null, "'a"),
                new Symbol(null, "\uFEFFa"),
                new Tagged(Symbol.of("inst"), "2020"),
                new Tagged(Symbol.of("float"), 1L),
                new Tagged(Symbol.of("_a"), 1L),
                new Tagged(new Symbol(null, "a b"), 1L));
    }

    @Test
    void endsOnFormsThatContainThemselves() {
        var list = new ArrayList<Object>();
        list.add(list);
        list.add(list);
        assertRefused(list, DbErrorCode.EDN_LIMIT);
        var map = new LinkedHashMap<Object, Object>();
        map.put("self", map);
        assertRefused(map, DbErrorCode.EDN_LIMIT);
    }

    @Test
    void endsOnFormsThatShareTheirPartsWithoutMeasure() {
        Object form = List.of("leaf");
        for (int doubling = 0; doubling < 60; doubling++) {
            form = List.of(form, form);
        }
        assertRefused(form, DbErrorCode.EDN_LIMIT);
    }

    @Test
    void printsWhatIsAsDeepAsReadingAllows() {
        String text = "[".repeat(512) + "]".repeat(512);
        assertThat(Edn.print(Edn.read(text))).isEqualTo(text);
        assertThat(Edn.read(Edn.pretty(Edn.read(text)))).isEqualTo(Edn.read(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E+10000M", "9.99E-10000M", "1E-10000M", "0E+10000M"})
    void printsDecimalsAtTheLimitSoThatTheyReadBack(String text) {
        assertThat(Edn.print(Edn.read(text))).isEqualTo(text);
    }

    private static void assertRefused(Object form, DbErrorCode code) {
        for (var print : List.<Print>of(Edn::print, Edn::pretty, Edn::canonical)) {
            assertThatExceptionOfType(FactumError.class)
                    .isThrownBy(() -> print.print(form))
                    .matches(error -> error.code() == code);
        }
    }

    private interface Print {
        String print(Object form);
    }
}
