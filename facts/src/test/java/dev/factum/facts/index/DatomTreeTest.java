package dev.factum.facts.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.value.Seeds;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// The tree against `java.util.TreeSet`, which is slower and surely right.
class DatomTreeTest {

    private static final List<IndexOrder> ORDERS = List.of(IndexOrder.values());

    private static Datom randomDatom(RandomGenerator random) {
        return new Datom(
                random.nextInt(40),
                random.nextInt(4),
                (long) random.nextInt(30),
                random.nextInt(3),
                random.nextBoolean());
    }

    private static Prefix randomPrefix(IndexOrder order, RandomGenerator random) {
        Datom like = randomDatom(random);
        return switch (random.nextInt(4)) {
            case 0 -> Prefix.all();
            case 1 -> Prefix.fact(like.e(), like.a(), like.v());
            case 2 -> Prefix.datom(like.e(), like.a(), like.v(), like.tx());
            default ->
                    switch (order) {
                        case EAVT -> Prefix.entityAttribute(like.e(), like.a());
                        case AEVT -> Prefix.attribute(like.a());
                        case AVET -> Prefix.attributeValue(like.a(), like.v());
                        case VAET -> Prefix.value(like.v());
                    };
        };
    }

    private static List<Datom> list(Iterator<Datom> datoms) {
        List<Datom> all = new ArrayList<>();
        datoms.forEachRemaining(all::add);
        return all;
    }

    @Test
    void holdsWhatATreeSetHolds() {
        Seeds.each(
                60,
                random -> {
                    IndexOrder order = ORDERS.get(random.nextInt(4));
                    var model = new TreeSet<>(order);
                    DatomTree tree = DatomTree.empty(order);
                    for (int step = 0; step < 1_500; step++) {
                        Datom datom = randomDatom(random);
                        if (random.nextInt(3) > 0) {
                            model.add(datom);
                            tree = tree.with(datom);
                        } else {
                            model.remove(datom);
                            tree = tree.without(datom);
                        }
                    }
                    assertThat(tree.count()).isEqualTo(model.size());
                    for (int question = 0; question < 40; question++) {
                        Prefix prefix = randomPrefix(order, random);
                        List<Datom> below =
                                model.stream()
                                        .filter(datom -> order.matches(prefix, datom))
                                        .toList();
                        List<Datom> from =
                                model.stream()
                                        .filter(datom -> order.comparePrefix(prefix, datom) <= 0)
                                        .toList();
                        List<Datom> back =
                                new ArrayList<>(
                                        model.stream()
                                                .filter(datom ->
                                                        order.comparePrefix(prefix, datom) >= 0)
                                                .toList());
                        assertThat(list(tree.scan(prefix)))
                                .as("scan %s %s", order, prefix)
                                .isEqualTo(below);
                        assertThat(list(tree.seek(prefix)))
                                .as("seek %s %s", order, prefix)
                                .isEqualTo(from);
                        assertThat(list(tree.seekBackward(prefix)))
                                .as("seek back %s %s", order, prefix)
                                .isEqualTo(back.reversed());
                        assertThat(tree.count(prefix)).isEqualTo(below.size());
                    }
                });
    }

    @Test
    void takesDatomsInGroupsAsIfTheyCameOneByOne() {
        Seeds.each(
                60,
                random -> {
                    IndexOrder order = ORDERS.get(random.nextInt(4));
                    var model = new TreeSet<>(order);
                    DatomTree tree = DatomTree.empty(order);
                    for (int group = 0; group < 60; group++) {
                        List<Datom> datoms = new ArrayList<>();
                        int size = random.nextInt(10) == 0 ? 2_000 : random.nextInt(12);
                        for (int count = 0; count < size; count++) {
                            datoms.add(randomDatom(random));
                        }
                        DatomTree before = tree;
                        tree = tree.withAll(datoms);
                        boolean isNew = model.addAll(datoms);
                        assertThat(tree != before).isEqualTo(isNew);
                        Datom removed = randomDatom(random);
                        model.remove(removed);
                        tree = tree.without(removed);
                        Prefix prefix = randomPrefix(order, random);
                        assertThat(tree.count(prefix)).isEqualTo(list(tree.scan(prefix)).size());
                    }
                    assertThat(tree.count()).isEqualTo(model.size());
                    assertThat(list(tree.seek(Prefix.all()))).isEqualTo(List.copyOf(model));
                });
    }

    @Test
    void packsManyDatomsAtOnceAsIfTheyCameOneByOne() {
        Seeds.each(
                40,
                random -> {
                    IndexOrder order = ORDERS.get(random.nextInt(4));
                    List<Datom> datoms = new ArrayList<>();
                    DatomTree grown = DatomTree.empty(order);
                    int size = random.nextInt(5_000);
                    for (int count = 0; count < size; count++) {
                        Datom datom = randomDatom(random);
                        datoms.add(datom);
                        grown = grown.with(datom);
                    }
                    DatomTree packed = DatomTree.of(order, datoms);
                    assertThat(list(packed.scan(Prefix.all())))
                            .isEqualTo(list(grown.scan(Prefix.all())));
                });
    }

    @Test
    void keepsTheOldTreeWhenANewOneIsMade() {
        DatomTree empty = DatomTree.empty(IndexOrder.EAVT);
        DatomTree one = empty.with(new Datom(1, 1, "a", 1, true));
        DatomTree two = one.with(new Datom(2, 1, "b", 1, true));
        DatomTree oneAgain = two.without(new Datom(1, 1, "a", 1, true));
        assertThat(List.of(empty.count(), one.count(), two.count(), oneAgain.count()))
                .containsExactly(0, 1, 2, 1);
        assertThat(list(oneAgain.scan(Prefix.all())))
                .containsExactly(new Datom(2, 1, "b", 1, true));
    }
}
