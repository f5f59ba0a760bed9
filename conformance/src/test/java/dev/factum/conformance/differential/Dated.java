package dev.factum.conformance.differential;

import dev.factum.facts.value.Keyword;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A case in which every transaction states its instant: engines have clocks of their own, and
/// would differ in nothing but that.
final class Dated {

    /// When the schema comes; each check has a day of its own after it.
    static final Instant BEGINNING = Instant.parse("2002-01-01T00:00:00Z");

    static final Keyword CHECKS = Keyword.of("checks");

    private static final Keyword INSTANT = Keyword.of("db/txInstant");
    private static final List<Keyword> DATED = List.of(Keyword.of("transact"), Keyword.of("with"));

    private Dated() {}

    /// The instant of the transaction that is this check.
    static Instant day(int check) {
        return BEGINNING.plus(Duration.ofDays(check + 1L));
    }

    static Map<Object, @Nullable Object> of(Map<?, ?> form) {
        Map<Object, @Nullable Object> dated = new LinkedHashMap<>(form);
        dated.computeIfPresent(
                Keyword.of("schema"), (_, schema) -> stated((List<?>) schema, BEGINNING));
        List<@Nullable Object> checks = new ArrayList<>();
        for (Object check : (List<?>) Objects.requireNonNull(form.get(CHECKS))) {
            checks.add(check((Map<?, ?>) Objects.requireNonNull(check), checks.size()));
        }
        dated.put(CHECKS, checks);
        return dated;
    }

    private static Map<Object, @Nullable Object> check(Map<?, ?> check, int number) {
        Map<Object, @Nullable Object> dated = new LinkedHashMap<>(check);
        for (Keyword kind : DATED) {
            dated.computeIfPresent(kind, (_, txData) -> stated((List<?>) txData, day(number)));
        }
        return dated;
    }

    private static List<@Nullable Object> stated(List<?> txData, Instant instant) {
        List<@Nullable Object> stated = new ArrayList<>(txData);
        if (!txData.toString().contains(INSTANT.toString())) {
            stated.add(Arrays.asList(Keyword.of("db/add"), "datomic.tx", INSTANT, instant));
        }
        return stated;
    }
}
