package dev.factum.facts.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Records of trees that came through JSON.
class JsonRecordTest {

    @Namespace("kind")
    enum Kind {
        PLAIN,
        VERY_SPECIAL
    }

    @Namespace("part")
    record Part(UUID id, double weight) {}

    @Namespace("all")
    record All(
            UUID id,
            Instant createdAt,
            Keyword status,
            Symbol symbol,
            URI uri,
            Bytes bytes,
            BigDecimal price,
            BigInteger large,
            double ratio,
            float small,
            int count,
            Kind kind,
            Optional<Instant> until,
            List<Part> parts,
            Set<UUID> others) {}

    private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-000000000000");

    private static final All RECORD =
            new All(
                    ID,
                    Instant.parse("2026-01-01T12:00:00Z"),
                    Keyword.of("card.status/blocked"),
                    Symbol.of("a/b"),
                    URI.create("https://example.org/a"),
                    Bytes.of(new byte[] {1, 2, 3}),
                    new BigDecimal("1.20"),
                    new BigInteger("123456789012345678901234567890"),
                    2.0,
                    0.5f,
                    7,
                    Kind.VERY_SPECIAL,
                    Optional.empty(),
                    List.of(new Part(ID, 3)),
                    Set.of(ID));

    /// What a JSON reader makes of this record, under names as each test gives them.
    private static Map<Keyword, Object> tree(String prefix) {
        var tree = new LinkedHashMap<Keyword, Object>();
        tree.put(Keyword.of(prefix + "id"), ID.toString());
        tree.put(Keyword.of(prefix + "created-at"), "2026-01-01T12:00:00Z");
        tree.put(Keyword.of(prefix + "status"), "card.status/blocked");
        tree.put(Keyword.of(prefix + "symbol"), "a/b");
        tree.put(Keyword.of(prefix + "uri"), "https://example.org/a");
        tree.put(Keyword.of(prefix + "bytes"), "AQID");
        tree.put(Keyword.of(prefix + "price"), "1.20");
        tree.put(Keyword.of(prefix + "large"), "123456789012345678901234567890");
        tree.put(Keyword.of(prefix + "ratio"), 2L);
        tree.put(Keyword.of(prefix + "small"), 0.5);
        tree.put(Keyword.of(prefix + "count"), 7L);
        tree.put(Keyword.of(prefix + "kind"), "VERY_SPECIAL");
        tree.put(
                Keyword.of(prefix + "parts"),
                List.of(Map.of(Keyword.of("id"), ID.toString(), Keyword.of("weight"), 3L)));
        tree.put(Keyword.of(prefix + "others"), List.of(ID.toString()));
        return tree;
    }

    private static All read(Map<Keyword, Object> tree) {
        return RecordMapping.of(All.class).readJson(tree);
    }

    @Test
    void textStandsForWhatJsonCannotSay() {
        assertThat(read(tree("all/"))).isEqualTo(RECORD);
    }

    @Test
    void namesMayGoWithoutNamespaceOrBeWrittenAsInJava() {
        Map<Keyword, Object> tree = tree("");
        tree.put(Keyword.of("createdAt"), tree.remove(Keyword.of("created-at")));
        tree.put(Keyword.of("kind"), "kind/very-special");
        assertThat(read(tree)).isEqualTo(RECORD);
    }

    @Test
    void whatAPlainReadTakesIsTakenAsWell() {
        assertThat(read(RecordMapping.of(All.class).write(RECORD))).isEqualTo(RECORD);
    }

    @Test
    void numbersBecomeWhatTheComponentIs() {
        Map<Keyword, Object> tree = tree("all/");
        tree.put(Keyword.of("all/price"), 12.5);
        tree.put(Keyword.of("all/large"), 5L);
        tree.put(Keyword.of("all/ratio"), "NaN");
        All read = read(tree);
        assertThat(read.price()).isEqualTo(new BigDecimal("12.5"));
        assertThat(read.large()).isEqualTo(BigInteger.valueOf(5));
        assertThat(read.ratio()).isNaN();
    }

    @Test
    void whatCannotBeReadIsRefused() {
        Map<String, Object> wrong =
                Map.of(
                        "all/id", "nobody",
                        "all/created-at", "yesterday",
                        "all/status", ":",
                        "all/bytes", "?",
                        "all/price", "1e999999999",
                        "all/large", "9".repeat(1_001),
                        "all/kind", "other",
                        "all/count", "7",
                        "all/others", List.of("x"));
        wrong.forEach((name, value) -> {
            Map<Keyword, Object> tree = tree("all/");
            tree.put(Keyword.of(name), value);
            FactumError error = catchThrowableOfType(FactumError.class, () -> read(tree));
            assertThat(error).as(name).isNotNull();
            assertThat(error.code()).isEqualTo(DbErrorCode.RECORD_MISMATCH);
        });
    }
}
