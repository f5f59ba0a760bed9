package dev.factum.facts.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Seeds;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Views of random histories against a fold over the plain list of all datoms.
class ViewsTest {

    private static final Keyword ADD = Keyword.of("db/add");
    private static final Keyword RETRACT = Keyword.of("db/retract");
    private static final List<Keyword> ATTRIBUTES =
            List.of(Keyword.of("p/age"), Keyword.of("p/nick"), Keyword.of("p/friend"));

    private record History(Database database, List<Datom> datoms) {}

    private static History random(RandomGenerator random) {
        TxReport begun =
                Fixture.transact(
                        Fixture.people(),
                        "[{:db/id \"1\" :p/name \"1\"} {:db/id \"2\" :p/name \"2\"} {:db/id \"3\" :p/name \"3\"}]");
        List<Long> people = List.copyOf(begun.tempids().values());
        List<Datom> datoms = new ArrayList<>(begun.datoms());
        Database database = begun.dbAfter();
        for (int step = 0; step < 25; step++) {
            List<Object> txData = new ArrayList<>();
            int size = random.nextInt(4);
            for (int count = 0; count < size; count++) {
                Keyword attribute = ATTRIBUTES.get(random.nextInt(3));
                Object value =
                        switch (attribute.name()) {
                            case "age" -> (long) random.nextInt(4);
                            case "nick" -> "n" + random.nextInt(4);
                            default -> people.get(random.nextInt(3));
                        };
                txData.add(
                        List.of(
                                random.nextInt(3) > 0 ? ADD : RETRACT,
                                people.get(random.nextInt(3)),
                                attribute,
                                value));
            }
            try {
                TxReport report = Fixture.transact(database, txData);
                datoms.addAll(report.datoms());
                database = report.dbAfter();
            } catch (dev.factum.facts.error.FactumError conflict) {
                assertThat(conflict.code().code()).isEqualTo(":db.error/datoms-conflict");
            }
        }
        return new History(database, datoms);
    }

    /// The datoms that stand after transaction `t`.
    private static List<Datom> standing(List<Datom> datoms, long t) {
        Map<List<Object>, Datom> newest = new LinkedHashMap<>();
        for (Datom datom : datoms) {
            if (datom.t() <= t) {
                newest.put(List.of(datom.e(), datom.a(), datom.v()), datom);
            }
        }
        return newest.values().stream().filter(Datom::added).toList();
    }

    private static List<Datom> scanned(Database database, Keyword attribute) {
        long id = database.entidOrThrow(attribute);
        List<Datom> found = new ArrayList<>();
        database.scan(IndexOrder.AEVT, Prefix.attribute(id)).forEachRemaining(found::add);
        return found;
    }

    private static Stream<Datom> of(Database database, Keyword attribute, List<Datom> datoms) {
        long id = database.entidOrThrow(attribute);
        return datoms.stream().filter(datom -> datom.a() == id).sorted(IndexOrder.AEVT);
    }

    @Test
    void showWhatAFoldOverTheLogShows() {
        Seeds.each(
                100,
                random -> {
                    History history = random(random);
                    Database database = history.database();
                    long t = random.nextInt((int) database.basisT() + 2);
                    long s = random.nextInt((int) database.basisT() + 2);
                    for (Keyword attribute : ATTRIBUTES) {
                        assertThat(scanned(database, attribute))
                                .isEqualTo(
                                        of(
                                                        database,
                                                        attribute,
                                                        standing(history.datoms(), Long.MAX_VALUE))
                                                .toList());
                        assertThat(scanned(database.asOf(t), attribute))
                                .as("as of %d", t)
                                .isEqualTo(
                                        of(database, attribute, standing(history.datoms(), t))
                                                .toList());
                        assertThat(scanned(database.since(s), attribute))
                                .as("since %d", s)
                                .isEqualTo(
                                        of(
                                                        database,
                                                        attribute,
                                                        standing(history.datoms(), Long.MAX_VALUE))
                                                .filter(datom -> datom.t() > s)
                                                .toList());
                        assertThat(scanned(database.asOf(t).since(s), attribute))
                                .isEqualTo(
                                        of(database, attribute, standing(history.datoms(), t))
                                                .filter(datom -> datom.t() > s)
                                                .toList());
                        assertThat(scanned(database.history().asOf(t), attribute))
                                .isEqualTo(
                                        of(database, attribute, history.datoms())
                                                .filter(datom -> datom.t() <= t)
                                                .toList());
                    }
                });
    }

    @Test
    void walkBackwardsWhatTheyWalkForwards() {
        Seeds.each(
                50,
                random -> {
                    Database database = random(random).database();
                    Database view =
                            switch (random.nextInt(3)) {
                                case 0 -> database;
                                case 1 ->
                                        database.asOf(random.nextInt((int) database.basisT() + 1));
                                default -> database.history();
                            };
                    List<Datom> forwards = list(view.seek(IndexOrder.EAVT, Prefix.all()));
                    assertThat(list(view.seekBackward(IndexOrder.EAVT, Prefix.all())))
                            .isEqualTo(forwards.reversed());
                });
    }

    private static List<Datom> list(Iterator<Datom> datoms) {
        List<Datom> all = new ArrayList<>();
        datoms.forEachRemaining(all::add);
        return all;
    }

    @Test
    void ofTwoMomentsTheEarlierHolds() {
        Database database =
                Fixture.after(
                        Fixture.people(),
                        "[{:p/name \"Ann\" :p/age 31}]",
                        "[{:p/name \"Ann\" :p/age 32}]");
        Keyword age = Keyword.of("p/age");
        assertThat(scanned(database.asOf(2).asOf(3), age))
                .extracting(Datom::v)
                .containsExactly(31L);
        assertThat(scanned(database.asOf(3).asOf(2), age))
                .extracting(Datom::v)
                .containsExactly(31L);
    }

    @Test
    void aTransactionThatIsFilteredOutTookNothingBack() {
        Database before = Fixture.after(Fixture.people(), "[{:p/name \"Ann\" :p/age 31}]");
        TxReport birthday = Fixture.transact(before, "[{:p/name \"Ann\" :p/age 32}]");
        Database without = birthday.dbAfter().filter((_, datom) -> datom.t() != birthday.t());
        assertThat(without.pull("[:p/age]", List.of(Keyword.of("p/name"), "Ann")))
                .isEqualTo(Map.of(Keyword.of("p/age"), 31L));
        assertThat(without.query("[:find ?age . :where [_ :p/age ?age]]")).isEqualTo(31L);
    }

    @Test
    void anEntityFetchedAtOnceSaysTheSame() {
        Seeds.each(
                50,
                random -> {
                    Database database = random(random).database();
                    for (long t = 1; t <= database.basisT(); t++) {
                        Database then = database.asOf(t);
                        for (String name : List.of("1", "2", "3")) {
                            then.entity(List.of(Keyword.of("p/name"), name))
                                    .ifPresent(entity ->
                                            assertThat(entity.fetch().touch())
                                                    .isEqualTo(entity.touch()));
                        }
                    }
                });
    }
}
