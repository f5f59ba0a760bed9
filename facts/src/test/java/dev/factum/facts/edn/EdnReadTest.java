package dev.factum.facts.edn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdnReadTest {

    @ParameterizedTest
    @MethodSource({"numbers", "texts", "tagged", "collections"})
    void reads(String text, Object expected) {
        assertThat(Edn.read(text)).isEqualTo(expected);
    }

    static Stream<Arguments> numbers() {
        return Stream.of(
                arguments("0", 0L),
                arguments("-0", 0L),
                arguments("+42", 42L),
                arguments("-42", -42L),
                arguments("9223372036854775807", Long.MAX_VALUE),
                arguments("-9223372036854775808", Long.MIN_VALUE),
                arguments("9223372036854775808", BigInteger.ONE.shiftLeft(63)),
                arguments("42N", BigInteger.valueOf(42)),
                arguments("-0N", BigInteger.ZERO),
                arguments("1.5", 1.5),
                arguments("1.", 1.0),
                arguments("-0.0", -0.0),
                arguments("1e3", 1000.0),
                arguments("1.5E-3", 0.0015),
                arguments("1e-400", 0.0),
                arguments("1.50M", new BigDecimal("1.50")),
                arguments("1M", BigDecimal.ONE),
                arguments("-1e3M", new BigDecimal("-1E+3")),
                arguments("0.000M", new BigDecimal("0.000")),
                arguments("##Inf", Double.POSITIVE_INFINITY),
                arguments("##-Inf", Double.NEGATIVE_INFINITY),
                arguments("##NaN", Double.NaN));
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                arguments("true", true),
                arguments("false", false),
                arguments("\"\"", ""),
                arguments("\"a\nb\"", "a\nb"),
                arguments("\"\\n\\t\\r\\b\\f\\\\\\\"\"", "\n\t\r\b\f\\\""),
                arguments("\"\\u00e9\\101\\0\\u0000\"", "éA\0\0"),
                arguments("\"\\ud83d\\ude00\"", "\uD83D\uDE00"),
                arguments("\"\\ud800\"", "\uD800"),
                arguments("\"\uDC00\0\"", "\uDC00\0"),
                arguments("\\a", 'a'),
                arguments("\\newline", '\n'),
                arguments("\\return", '\r'),
                arguments("\\space", ' '),
                arguments("\\tab", '\t'),
                arguments("\\formfeed", '\f'),
                arguments("\\backspace", '\b'),
                arguments("\\u0041", 'A'),
                arguments("\\ud800", '\uD800'),
                arguments("\\o101", 'A'),
                arguments("\\u", 'u'),
                arguments("\\\\", '\\'),
                arguments("\\(", '('),
                arguments("\\;", ';'),
                arguments("\\,", ','),
                arguments("\\\"", '"'));
    }

    static Stream<Arguments> tagged() {
        return Stream.of(
                arguments(
                        "#uuid \"f81d4fae-7dec-11d0-a765-00a0c91e6bf6\"",
                        UUID.fromString("f81d4fae-7dec-11d0-a765-00a0c91e6bf6")),
                arguments("#bytes \"00fF\"", Bytes.of((byte) 0, (byte) -1)),
                arguments("#bytes \"\"", Bytes.of()),
                arguments(
                        "#uri \"https://example.com/a?b=c\"",
                        URI.create("https://example.com/a?b=c")),
                arguments("#float \"1.5\"", 1.5f),
                arguments("#float \"NaN\"", Float.NaN),
                arguments("#float \"-Infinity\"", Float.NEGATIVE_INFINITY),
                arguments("#float \"Infinity\"", Float.POSITIVE_INFINITY),
                arguments(
                        "#db/id [:db.part/user -1]",
                        new Tagged(Symbol.of("db/id"), List.of(Keyword.of("db.part/user"), -1L))),
                arguments(
                        "#a #b nil", new Tagged(Symbol.of("a"), new Tagged(Symbol.of("b"), null))),
                arguments("#nil 1", new Tagged(Symbol.of("nil"), 1L)),
                arguments("#a #_ 1 ; one\n 2", new Tagged(Symbol.of("a"), 2L)));
    }

    static Stream<Arguments> collections() {
        return Stream.of(
                arguments("[]", List.of()),
                arguments("[1,,2 nil]", Arrays.asList(1L, 2L, null)),
                arguments("(1 [2 (3)])", List.of(1L, List.of(2L, List.of(3L)))),
                arguments("#{1 #{} :a}", Set.of(1L, Set.of(), Keyword.of("a"))),
                arguments("{:a 1, \"b\" {}}", Map.of(Keyword.of("a"), 1L, "b", Map.of())),
                arguments("[a#_b c]", List.of(Symbol.of("a#_b"), Symbol.of("c"))),
                arguments("[1 #_2 #_ #_ 3 [4] 5 #_6]", List.of(1L, 5L)),
                arguments("[1 ; two\n 3];", List.of(1L, 3L)),
                arguments("\uFEFF[1]", List.of(1L)),
                arguments("[\"a\"\"b\"[]\\c]", List.of("a", "b", List.of(), 'c')),
                arguments(
                        "#:person{:name 1 :_/x 2 :o/y 3 z 4 \"s\" 5}",
                        Map.of(
                                Keyword.of("person/name"),
                                1L,
                                Keyword.of("x"),
                                2L,
                                Keyword.of("o/y"),
                                3L,
                                Symbol.of("person/z"),
                                4L,
                                "s",
                                5L)),
                arguments("#:a.b {}", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?x",
                "$",
                "%",
                "...",
                ".",
                "_",
                "*",
                "/",
                "+",
                "-",
                "<=",
                "!=",
                "=",
                "&",
                "->",
                "clojure.core/str",
                "datomic.api/q",
                ".length",
                "clojure.core//",
                "-a",
                "+x",
                "a'b",
                "a#",
                "a:b",
                "e/neg1",
                "nil/x",
                "true?",
                "größe"
            })
    void readsSymbols(String text) {
        assertThat(Edn.read(text)).isEqualTo(Symbol.of(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":a",
                ":a/b",
                ":a.b/c-d?",
                ":1",
                ":a/1",
                ":/",
                ":a//",
                ":a:b",
                ":ns/größe",
                ":*"
            })
    void readsKeywords(String text) {
        assertThat(Edn.read(text)).isEqualTo(Keyword.of(text)).hasToString(text);
    }

    @Test
    void readsNilAsNull() {
        assertThat(Edn.read("nil")).isNull();
        assertThat(Edn.readAll("nil nil")).containsExactly(null, null);
    }

    @Test
    void readsAllForms() {
        assertThat(Edn.readAll(" 1 [2] #_3 ; four")).containsExactly(1L, List.of(2L));
        assertThat(Edn.readAll(" ; nothing")).isEmpty();
    }

    @Test
    void tellsListsFromVectors() {
        assertThat(Edn.read("(1)")).isInstanceOf(EdnList.class).isEqualTo(Edn.read("[1]"));
        assertThat(Edn.read("[1]")).isInstanceOf(List.class).isNotInstanceOf(EdnList.class);
    }

    @Test
    void keepsTheOrderOfTheText() {
        assertThat(set("#{3 1 2}")).containsExactly(3L, 1L, 2L);
        assertThat(map("{3 1 2 4}").keySet()).containsExactly(3L, 2L);
    }

    @Test
    void givesCollectionsThatCannotBeChanged() {
        List<Object> list = list("[1]");
        Set<Object> set = set("#{1}");
        Map<Object, Object> map = map("{1 1}");
        assertUnchangeable(() -> list.set(0, 2L));
        assertUnchangeable(() -> set.remove(1L));
        assertUnchangeable(() -> set.iterator().remove());
        assertUnchangeable(() -> map.put(1L, 2L));
        assertUnchangeable(() -> map.entrySet().iterator().next().setValue(2L));
        assertUnchangeable(() -> Edn.readAll("1").add(2L));
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(String text) {
        return (List<Object>) Objects.requireNonNull(Edn.read(text));
    }

    @SuppressWarnings("unchecked")
    private static Set<Object> set(String text) {
        return (Set<Object>) Objects.requireNonNull(Edn.read(text));
    }

    @SuppressWarnings("unchecked")
    private static Map<Object, Object> map(String text) {
        return (Map<Object, Object>) Objects.requireNonNull(Edn.read(text));
    }

    private static void assertUnchangeable(Runnable change) {
        assertThatThrownBy(change::run).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void givesCollectionsThatObeyTheContractsOfTheJdk() {
        assertThat(Edn.read("[1 nil]")).isEqualTo(Arrays.asList(1L, null));
        assertThat(Arrays.asList(1L, null)).isEqualTo(Edn.read("(1 nil)"));
        assertThat(Edn.read("(1 nil)")).hasSameHashCodeAs(Arrays.asList(1L, null));
        assertThat(Edn.read("#{1 2}")).hasSameHashCodeAs(Set.of(1L, 2L)).isEqualTo(Set.of(2L, 1L));
        assertThat(Edn.read("{1 2}")).hasSameHashCodeAs(Map.of(1L, 2L)).isEqualTo(Map.of(1L, 2L));
        assertThat(set("#{1 nil}")).contains(1L, null);
        assertThat(map("{nil 2}")).containsKey(null).doesNotContainKey(2L);
        assertThat(EdnList.of(1L, null)).isEqualTo(EdnList.copyOf(Arrays.asList(1L, null)));
    }
}
