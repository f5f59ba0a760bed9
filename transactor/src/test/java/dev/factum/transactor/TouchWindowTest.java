package dev.factum.transactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.database.ReadRange;
import dev.factum.facts.database.ReadSet;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.value.ValueOrder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The window against a plain look at every datom.
class TouchWindowTest {

    private static Object value(Random random) {
        int number = random.nextInt(6);
        return switch (random.nextInt(4)) {
            case 0 -> (long) number;
            case 1 -> "text " + number;
            case 2 -> new BigDecimal("1.0").setScale(1 + random.nextInt(3));
            default -> Arrays.asList(new BigDecimal("2.0").setScale(1 + random.nextInt(3)), null);
        };
    }

    private static Datom datom(Random random, long t) {
        return new Datom(
                random.nextInt(20),
                random.nextInt(5),
                value(random),
                EntityId.ofTransaction(t),
                random.nextBoolean());
    }

    private static ReadRange range(Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> new ReadRange.EntityFacts(random.nextInt(30));
            case 1 -> new ReadRange.EntityAttribute(random.nextInt(30), random.nextInt(8));
            case 2 -> new ReadRange.AttributeFacts(random.nextInt(12));
            case 3 -> new ReadRange.References(random.nextInt(8));
            case 4 -> new ReadRange.AttributeInterval(random.nextInt(8), 2L, 4L);
            case 5 -> random.nextInt(20) == 0 ? new ReadRange.Everything() : range(random);
            default ->
                    new ReadRange.AttributeValue(
                            random.nextInt(8), ValueOrder.canonical(value(random)));
        };
    }

    @Test
    void itFindsEveryConflictThatLookingAtAllDatomsFindsAndNoOther() {
        for (long seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            var window = new TouchWindow(10, 0);
            List<List<Datom>> log = new ArrayList<>();
            for (long t = 1; t <= 1 + random.nextInt(40); t++) {
                List<Datom> datoms = new ArrayList<>();
                for (int count = random.nextInt(3); count >= 0; count--) {
                    datoms.add(datom(random, t));
                }
                log.add(datoms);
                window.add(t, datoms);
            }
            long newest = log.size();
            long basis = Math.max(0, newest - random.nextInt(11));
            ReadRange range = range(random);
            boolean touched =
                    log.subList((int) basis, log.size()).stream()
                            .flatMap(List::stream)
                            .anyMatch(range::touchedBy);
            assertThat(window.conflict(basis, ReadSet.of(Set.of(range))).isPresent())
                    .as("seed %s: %s since %s of %s", seed, range, basis, newest)
                    .isEqualTo(touched);
        }
    }

    @Test
    void hugeTransactionsDoNotFillMemory() {
        var window = new TouchWindow(10_000, 0);
        for (long t = 1; t <= 60; t++) {
            List<Datom> datoms = new ArrayList<>();
            for (long e = 0; e < 50_000; e++) {
                datoms.add(new Datom((t << 20) | e, 80, "same", EntityId.ofTransaction(t), true));
            }
            window.add(t, datoms);
        }
        ReadSet reads = ReadSet.of(Set.of(new ReadRange.EntityFacts(1)));
        assertThat(window.conflict(1, reads))
                .hasValueSatisfying(conflict ->
                        assertThat(conflict.range()).isEqualTo(new ReadRange.Everything()));
        assertThat(window.conflict(59, reads)).isEmpty();
    }

    @Test
    void ofATransactionThatIsTooLargeItRemembersOnlyThatItWasThere() {
        var window = new TouchWindow(10_000, 0);
        window.add(1, List.of(datom(new Random(1), 1)));
        Datom same = new Datom(7, 80, "same", EntityId.ofTransaction(2), true);
        window.add(2, Collections.nCopies(TouchWindow.MAX_DATOMS + 1, same));
        window.add(3, List.of(new Datom(8, 80, "other", EntityId.ofTransaction(3), true)));
        ReadSet untouched = ReadSet.of(Set.of(new ReadRange.EntityFacts(1)));
        ReadSet touched = ReadSet.of(Set.of(new ReadRange.EntityFacts(8)));
        assertThat(window.conflict(1, untouched))
                .hasValueSatisfying(conflict ->
                        assertThat(conflict.range()).isEqualTo(new ReadRange.Everything()));
        assertThat(window.conflict(2, untouched)).isEmpty();
        assertThat(window.conflict(2, touched)).isPresent();
    }
}
