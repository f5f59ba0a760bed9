package dev.factum.facts.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Seeds;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Segments with novelty in two layers against `java.util.TreeSet`, which is slower and surely
/// right.
class DatomIndexTest {

    private static final List<IndexOrder> ORDERS = List.of(IndexOrder.values());

    /// The type of a value is its attribute's, as in a database; references are attribute 0.
    private static Object value(long attribute, long number) {
        return switch ((int) attribute) {
            case 0, 1 -> number;
            case 2 -> "text " + number % 50;
            case 3 -> Instant.ofEpochSecond(number, number % 3 == 0 ? 1 : 0);
            case 4 -> number % 2 == 0;
            case 5 -> (double) number - 20;
            case 6 -> Keyword.of("kind/k" + number % 7);
            default -> BigDecimal.valueOf(number, 1);
        };
    }

    private static Datom randomDatom(IndexOrder order, RandomGenerator random, int entities) {
        long a = order == IndexOrder.VAET ? 0 : random.nextInt(8);
        return new Datom(
                random.nextInt(entities),
                a,
                value(a, random.nextInt(40)),
                random.nextInt(4),
                random.nextInt(4) > 0);
    }

    private static Prefix prefixOf(Datom like, IndexOrder order, int depth) {
        return switch (depth) {
            case 0 -> Prefix.all();
            case 1 ->
                    switch (order) {
                        case EAVT -> Prefix.entity(like.e());
                        case AEVT, AVET -> Prefix.attribute(like.a());
                        case VAET -> Prefix.value(like.v());
                    };
            case 2 ->
                    switch (order) {
                        case EAVT, AEVT -> Prefix.entityAttribute(like.e(), like.a());
                        case AVET -> Prefix.attributeValue(like.a(), like.v());
                        case VAET -> Prefix.valueAttribute(like.v(), like.a());
                    };
            case 3 -> Prefix.fact(like.e(), like.a(), like.v());
            default -> Prefix.datom(like.e(), like.a(), like.v(), like.tx());
        };
    }

    private static List<Datom> list(Iterator<Datom> datoms) {
        List<Datom> all = new ArrayList<>();
        datoms.forEachRemaining(all::add);
        return all;
    }

    private static final class Run {
        private final IndexOrder order;
        private final RandomGenerator random;
        private final int entities;
        private final TreeSet<Datom> model;
        private final Set<Datom> taken = new HashSet<>();
        private DatomIndex index;
        private boolean isFrozen;

        Run(IndexOrder order, RandomGenerator random, int entities) {
            this.order = order;
            this.random = random;
            this.entities = entities;
            this.model = new TreeSet<>(order);
            this.index = DatomIndex.empty(order);
        }

        void change(int most) {
            List<Datom> gone = new ArrayList<>();
            TreeSet<Datom> fresh = new TreeSet<>(order);
            int size = random.nextInt(1, most + 1);
            boolean shrinks = random.nextInt(4) == 0;
            for (int number = 0; number < size; number++) {
                Datom datom = randomDatom(order, random, entities);
                Datom there = model.ceiling(datom);
                if (there != null && (shrinks || random.nextInt(3) == 0)) {
                    model.remove(there);
                    gone.add(there);
                    taken.add(there);
                }
            }
            for (int number = 0; !shrinks && number < size; number++) {
                Datom datom = randomDatom(order, random, entities);
                if (!taken.contains(datom) && model.add(datom)) {
                    fresh.add(datom);
                }
            }
            index = index.with(gone, List.copyOf(fresh));
        }

        void fold() {
            if (!isFrozen) {
                index = index.frozen();
            } else if (random.nextInt(4) == 0) {
                index = index.thawed();
            } else {
                index =
                        index.rebased(
                                index.folded(SegmentStore.MEMORY, _ -> true, Set.of()), Set.of());
            }
            isFrozen = !isFrozen;
        }

        void compare() {
            assertThat(list(index.scan(Prefix.all()))).isEqualTo(List.copyOf(model));
            assertThat(index.count()).isEqualTo(model.size());
            for (int number = 0; number < 20; number++) {
                Datom like = randomDatom(order, random, entities);
                compareBelow(prefixOf(like, order, random.nextInt(5)));
            }
        }

        private void compareBelow(Prefix prefix) {
            List<Datom> below =
                    model.stream().filter(datom -> order.matches(prefix, datom)).toList();
            assertThat(list(index.scan(prefix))).as("scan %s", prefix).isEqualTo(below);
            assertThat(index.count(prefix)).as("count %s", prefix).isEqualTo(below.size());
            assertThat(index.first(prefix))
                    .as("first %s", prefix)
                    .isEqualTo(below.isEmpty() ? null : below.getFirst());
            List<Datom> from =
                    model.stream()
                            .filter(datom -> order.comparePrefix(prefix, datom) <= 0)
                            .toList();
            assertThat(list(index.slicesFrom(prefix, TxWindow.ALL).datoms()))
                    .as("seek %s", prefix)
                    .isEqualTo(from);
            List<Datom> until =
                    model.stream()
                            .filter(datom -> order.comparePrefix(prefix, datom) >= 0)
                            .toList();
            assertThat(list(index.backward(prefix)).reversed())
                    .as("backward %s", prefix)
                    .isEqualTo(until);
        }
    }

    @Test
    void holdsWhatATreeSetHolds() {
        Seeds.each(
                40,
                random -> {
                    IndexOrder order = ORDERS.get(random.nextInt(4));
                    var run = new Run(order, random, random.nextInt(1, 60));
                    for (int step = 0; step < 40; step++) {
                        run.change(random.nextInt(5) == 0 ? 300 : 10);
                        if (random.nextInt(4) == 0) {
                            run.fold();
                        }
                        if (random.nextInt(4) == 0) {
                            run.compare();
                        }
                    }
                    run.compare();
                });
    }

    @Test
    void growsAndShrinksOverManySegments() {
        Seeds.each(
                3,
                random -> {
                    IndexOrder order = ORDERS.get(random.nextInt(4));
                    var run = new Run(order, random, 100_000);
                    for (int step = 0; step < 12; step++) {
                        run.change(step < 6 ? 12_000 : 3_000);
                        run.fold();
                        run.fold();
                    }
                    run.compare();
                });
    }

    @Test
    void aWindowLeavesOutOnlyWhatLiesOutside() {
        Seeds.each(
                20,
                random -> {
                    IndexOrder order = ORDERS.get(random.nextInt(4));
                    TreeSet<Datom> model = new TreeSet<>(order);
                    for (int number = 0; number < 20_000; number++) {
                        model.add(randomDatom(order, random, 5_000));
                    }
                    TreeSet<Datom> timely = new TreeSet<>(order);
                    model.forEach(datom ->
                            timely.add(
                                    new Datom(datom.e(), datom.a(), datom.v(), datom.e(), true)));
                    SegmentTree tree =
                            SegmentTree.empty(order)
                                    .merged(
                                            timely.toArray(Datom[]::new),
                                            new Datom[0],
                                            SegmentStore.MEMORY);
                    long first = random.nextInt(5_000);
                    long last = first + random.nextInt(50);
                    var window = new TxWindow(first, last);
                    List<Datom> seen = list(tree.slices(Prefix.all(), window).datoms());
                    assertThat(seen)
                            .containsAll(
                                    timely.stream()
                                            .filter(d -> d.tx() >= first && d.tx() <= last)
                                            .toList());
                    if (order == IndexOrder.EAVT) {
                        assertThat(seen.size()).isLessThan(timely.size() / 2);
                    }
                });
    }

    /// A fold of nothing is a fold too: what comes meanwhile must not go into the segments that it
    /// replaces.
    @Test
    void whatComesInBulkDuringAFoldIsKept() {
        Indexes frozen = Indexes.empty().frozen();
        List<Datom> many = new ArrayList<>();
        for (int number = 0; number < 20_000; number++) {
            many.add(new Datom(number, 1, (long) number, 1, true));
        }
        Indexes indexes =
                frozen.with(many, Set.of(), Set.of())
                        .rebased(frozen.folded(SegmentStore.MEMORY, Set.of(), Set.of()), Set.of());
        assertThat(list(indexes.present(IndexOrder.EAVT).scan(Prefix.all()))).isEqualTo(many);
        assertThat(indexes.with(List.of(), Set.of(), Set.of()).novelty()).isZero();
    }

    @Test
    void aFoldGivesUpThePastItIsToldTo() {
        var asserted = new Datom(1, 7, BigDecimal.ONE, 10, true);
        var other = new Datom(1, 2, "text", 10, true);
        Indexes indexes =
                Indexes.empty()
                        .with(List.of(asserted, other), Set.of(), Set.of())
                        .with(
                                List.of(asserted.retractedBy(11), other.retractedBy(11)),
                                Set.of(),
                                Set.of())
                        .frozen();
        Indexes folded =
                indexes.rebased(
                        indexes.folded(SegmentStore.MEMORY, Set.of(7L), Set.of()), Set.of());
        assertThat(folded.novelty()).isZero();
        assertThat(list(folded.past(IndexOrder.EAVT).scan(Prefix.all())))
                .containsExactly(other.retractedBy(11), other);
        assertThat(folded.present(IndexOrder.EAVT).count()).isZero();
    }
}
