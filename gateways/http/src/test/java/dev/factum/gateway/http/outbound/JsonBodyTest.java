package dev.factum.gateway.http.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.value.Keyword;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Data and JSON become each other.
class JsonBodyTest {

    private static final JsonBody CAMEL = new JsonBody("psp", NameStyle.CAMEL);
    private static final JsonBody SNAKE = new JsonBody("psp", NameStyle.SNAKE);
    private static final JsonBody PLAIN = new JsonBody("psp", NameStyle.PLAIN);
    private static final Optional<String> JSON = Optional.of("application/json; charset=utf-8");

    private static String written(JsonBody body, Map<Keyword, Object> data) {
        return new String(body.written(data), StandardCharsets.UTF_8);
    }

    private static Map<Keyword, Object> read(JsonBody body, String text) {
        return body.read(text.getBytes(StandardCharsets.UTF_8), JSON);
    }

    private static Keyword psp(String name) {
        return Keyword.of("psp", name);
    }

    @Test
    void namesAreWrittenAsThePartnerWritesThem() {
        Map<Keyword, Object> data = Map.of(Keyword.of("payment/card-id"), 7L);
        assertThat(written(CAMEL, data)).isEqualTo("{\"cardId\":7}");
        assertThat(written(SNAKE, data)).isEqualTo("{\"card_id\":7}");
        assertThat(written(PLAIN, data)).isEqualTo("{\"card-id\":7}");
        assertThat(read(CAMEL, "{\"cardId\":7}")).isEqualTo(Map.of(psp("card-id"), 7L));
        assertThat(read(SNAKE, "{\"card_id\":7}")).isEqualTo(Map.of(psp("card-id"), 7L));
        assertThat(read(PLAIN, "{\"cardId\":7}")).isEqualTo(Map.of(psp("cardId"), 7L));
    }

    @Test
    void valuesOfTheDatabaseHaveAFormInJson() {
        UUID id = UUID.fromString("00000000-0000-0000-0000-000000000001");
        assertThat(written(CAMEL, Map.of(Keyword.of("x"), id)))
                .isEqualTo("{\"x\":\"00000000-0000-0000-0000-000000000001\"}");
        assertThat(written(CAMEL, Map.of(Keyword.of("x"), Instant.parse("2026-01-01T12:00:00Z"))))
                .isEqualTo("{\"x\":\"2026-01-01T12:00:00Z\"}");
        assertThat(written(CAMEL, Map.of(Keyword.of("x"), Keyword.of("card.status/blocked"))))
                .isEqualTo("{\"x\":\"card.status/blocked\"}");
        assertThat(written(CAMEL, Map.of(Keyword.of("x"), new BigDecimal("1200.50"))))
                .isEqualTo("{\"x\":1200.50}");
        assertThat(written(CAMEL, Map.of(Keyword.of("x"), new BigDecimal("1E+999999"))))
                .isEqualTo("{\"x\":\"1E+999999\"}");
        assertThat(
                        written(
                                CAMEL,
                                Map.of(
                                        Keyword.of("x"),
                                        List.of(Map.of(Keyword.of("a/b-c"), true), "y"))))
                .isEqualTo("{\"x\":[{\"bC\":true},\"y\"]}");
    }

    @Test
    void whatAPartnerSaysKeepsItsNumbersAndLosesItsNulls() {
        assertThat(
                        read(
                                CAMEL,
                                """
                                {"a": 1, "b": 12345678901234567890, "c": 1.10, "d": null,
                                 "e": [1, null, {"fG": false}], "h": "x"}
                                """))
                .isEqualTo(
                        Map.of(
                                psp("a"),
                                1L,
                                psp("b"),
                                new BigInteger("12345678901234567890"),
                                psp("c"),
                                new BigDecimal("1.10"),
                                psp("e"),
                                Arrays.asList(1L, null, Map.of(psp("f-g"), false)),
                                psp("h"),
                                "x"));
        assertThat(read(CAMEL, "[1,2]"))
                .isEqualTo(Map.of(Keyword.of("body/items"), List.of(1L, 2L)));
        assertThat(read(CAMEL, "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"a\":1}{",
                "{\"a\":1,\"a\":2}",
                "{\"a b\":1}",
                "{\"\":1}",
                "{\"a\":{\"(\":1}}",
                "\"text\"",
                "17",
                "null",
                "<html>",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
            })
    void whatIsNoDataIsText(String text) {
        assertThat(read(CAMEL, text)).isEqualTo(Map.of(Keyword.of("body/text"), text));
    }

    @Test
    void whatIsNotSaidToBeJsonIsText() {
        assertThat(CAMEL.read("{}".getBytes(StandardCharsets.UTF_8), Optional.of("text/plain")))
                .isEqualTo(Map.of(Keyword.of("body/text"), "{}"));
        assertThat(CAMEL.read("{}".getBytes(StandardCharsets.UTF_8), Optional.empty()))
                .isEqualTo(Map.of(Keyword.of("body/text"), "{}"));
    }
}
