package dev.factum.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.message.MessageType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/// Payloads in and out of JSON.
class JsonTest {

    enum Status {
        ACTIVE,
        NOT_PAID
    }

    record Part(UUID id, Optional<BigDecimal> price) {}

    record Everything(
            UUID id,
            Instant at,
            Keyword kind,
            Symbol symbol,
            URI uri,
            Bytes bytes,
            BigDecimal price,
            BigInteger large,
            long whole,
            double ratio,
            float small,
            boolean open,
            String text,
            Status status,
            List<Part> parts,
            Set<Long> numbers) {}

    private static Everything random(Random dice) {
        byte[] bytes = new byte[dice.nextInt(20)];
        dice.nextBytes(bytes);
        double[] doubles = {0, -0.0, 1, 1e300, 4.9e-324, Double.NaN, Double.NEGATIVE_INFINITY};
        return new Everything(
                new UUID(dice.nextLong(), dice.nextLong()),
                Instant.ofEpochSecond(dice.nextInt(), dice.nextInt(1_000_000_000)),
                Keyword.of("kind/k" + dice.nextInt(9)),
                Symbol.of("s/t" + dice.nextInt(9)),
                URI.create("https://example.org/" + dice.nextInt(9) + "?q=1"),
                Bytes.of(bytes),
                new BigDecimal(new BigInteger(80, dice), dice.nextInt(40) - 10),
                new BigInteger(120, dice).negate(),
                dice.nextBoolean() ? dice.nextLong() : dice.nextInt(9),
                dice.nextBoolean() ? dice.nextGaussian() : doubles[dice.nextInt(doubles.length)],
                dice.nextFloat(),
                dice.nextBoolean(),
                text(dice),
                Status.values()[dice.nextInt(2)],
                List.of(
                        new Part(new UUID(1, dice.nextLong()), Optional.empty()),
                        new Part(new UUID(2, 3), Optional.of(new BigDecimal("1.20")))),
                Set.of(1L, dice.nextLong()));
    }

    private static String text(Random dice) {
        var text = new StringBuilder();
        for (int length = dice.nextInt(12); length > 0; length--) {
            text.appendCodePoint(
                    switch (dice.nextInt(4)) {
                        case 0 -> dice.nextInt(0x20);
                        case 1 -> 0x1F600 + dice.nextInt(40);
                        case 2 -> "\"\\/\u2028é".charAt(dice.nextInt(5));
                        default -> 'a' + dice.nextInt(26);
                    });
        }
        return text.toString();
    }

    private static Map<Keyword, Object> read(String json) {
        return PayloadFormat.JSON.read(json.getBytes(StandardCharsets.UTF_8));
    }

    @RepeatedTest(200)
    void aRecordComesBackAsItWas(RepetitionInfo repetition) {
        Everything record = random(new Random(repetition.getCurrentRepetition()));
        Map<Keyword, Object> payload = MessageType.payloadOf(record);
        for (PayloadFormat format : PayloadFormat.values()) {
            Map<Keyword, Object> back = format.read(format.write(payload));
            assertThat(MessageType.read(back, Everything.class))
                    .as("%s, repetition %s", format, repetition.getCurrentRepetition())
                    .isEqualTo(record);
        }
    }

    @Test
    void numbersKeepTheirKind() {
        assertThat(
                        read(
                                "{\"a\":5,\"b\":5.0,\"c\":1e3,\"d\":12345678901234567890,"
                                        + "\"e\":0.1234567890123456789,\"f\":-0.0,\"g\":1e999}"))
                .isEqualTo(
                        Map.of(
                                Keyword.of("a"),
                                5L,
                                Keyword.of("b"),
                                5.0,
                                Keyword.of("c"),
                                1000.0,
                                Keyword.of("d"),
                                new BigInteger("12345678901234567890"),
                                Keyword.of("e"),
                                new BigDecimal("0.1234567890123456789"),
                                Keyword.of("f"),
                                -0.0,
                                Keyword.of("g"),
                                new BigDecimal("1e999")));
    }

    @Test
    void namesThatAreNoKeywordsAreKeptAndNullIsAbsent() {
        assertThat(
                        read(
                                "{\"card/id\":1,\"first name\":2,\"\":3,\":x\":4,\"none\":null,"
                                        + "\"in\":{\"a b\":[null,{}]}}"))
                .isEqualTo(
                        Map.of(
                                Keyword.of("card/id"),
                                1L,
                                PayloadFormat.OTHER,
                                Map.of("first name", 2L, "", 3L, ":x", 4L),
                                Keyword.of("in"),
                                Map.of("a b", Arrays.asList(null, Map.of()))));
    }

    @Test
    void everyKindOfValueIsWritten() {
        var payload = new LinkedHashMap<Keyword, Object>();
        payload.put(Keyword.of("card/status"), Keyword.of("card.status/blocked"));
        payload.put(Keyword.of("n"), Arrays.asList(1L, 2.0, null, true, new BigDecimal("1.20")));
        payload.put(Keyword.of("map"), Map.of(List.of(1L), "\u0001\"\n"));
        payload.put(Keyword.of("bytes"), Bytes.of(new byte[] {1, 2, 3}));
        payload.put(Keyword.of("c"), 'x');
        assertThat(JsonWriter.write(payload))
                .isEqualTo(
                        "{\"card/status\":\"card.status/blocked\",\"n\":[1,2.0,null,true,\"1.20\"],"
                                + "\"map\":{\"[1]\":\"\\u0001\\\"\\n\"},\"bytes\":\"AQID\",\"c\":\"x\"}");
    }

    @Test
    void whatIsNoJsonObjectIsRefused() {
        List<String> wrong =
                new ArrayList<>(
                        List.of(
                                "",
                                "  ",
                                "{",
                                "}",
                                "[]",
                                "1",
                                "null",
                                "{\"a\"}",
                                "{\"a\":}",
                                "{\"a\":1,}",
                                "{a:1}",
                                "{\"a\":1} x",
                                "{\"a\":01}",
                                "{\"a\":-}",
                                "{\"a\":1.}",
                                "{\"a\":.5}",
                                "{\"a\":1e}",
                                "{\"a\":+1}",
                                "{\"a\":tru}",
                                "{\"a\":\"\\x\"}",
                                "{\"a\":\"\\u12g4\"}",
                                "{\"a\":\"\n\"}",
                                "{\"a\":\"",
                                "{\"a\":[1 2]}",
                                "{\"a\":NaN}",
                                "{\"a\":1e99999999999}",
                                "{\"a\":1e20000}"));
        wrong.add("{\"a\":" + "9".repeat(2_000) + "}");
        wrong.add("{\"a\":" + "[".repeat(10_000));
        for (String text : wrong) {
            FactumError error = catchThrowableOfType(FactumError.class, () -> read(text));
            assertThat(error).as(text).isNotNull();
            assertThat(error.code()).isEqualTo(MachineErrorCode.UNDECODABLE);
        }
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        FactumError error =
                catchThrowableOfType(
                        FactumError.class,
                        () -> PayloadFormat.JSON.read(new byte[] {'{', (byte) 0xff, '}'}));
        assertThat(error.code()).isEqualTo(MachineErrorCode.UNDECODABLE);
    }

    @Test
    void theContentTypeChoosesTheFormat() {
        assertThat(PayloadFormat.named(null)).isEqualTo(PayloadFormat.JSON);
        assertThat(PayloadFormat.named("application/JSON; charset=utf-8"))
                .isEqualTo(PayloadFormat.JSON);
        assertThat(PayloadFormat.named("application/vnd.shop.order+json"))
                .isEqualTo(PayloadFormat.JSON);
        assertThat(PayloadFormat.named("application/edn")).isEqualTo(PayloadFormat.EDN);
        for (String other : List.of("text/plain", "application/cloudevents+json")) {
            assertThat(catchThrowableOfType(FactumError.class, () -> PayloadFormat.named(other)))
                    .as(other)
                    .isNotNull();
        }
    }
}
