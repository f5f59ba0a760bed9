package dev.factum.facts.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Seeds;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a tracked database writes down, and which later transactions touch it.
class ReadSetTest {

    private static final Database PEOPLE =
            Fixture.after(
                    Fixture.people(),
                    "[{:p/name \"Ann\" :p/age 31 :p/friend {:p/name \"Bob\"}} {:p/name \"Cid\" :p/age 40}]");

    private static boolean touched(Function<Database, @Nullable Object> reader, String later) {
        var recorder = new ReadSet.Recorder();
        assertThat(reader.apply(PEOPLE.tracked(recorder))).isNotNull();
        ReadSet reads = recorder.reads();
        return Fixture.transact(PEOPLE, later).datoms().stream()
                .map(reads::touchedBy)
                .anyMatch(Optional::isPresent);
    }

    private static Object lookUp(Database database, String name) {
        return database.entid(List.of(Keyword.of("p/name"), name));
    }

    @Test
    void aFactThatWasReadIsTouchedByItsChange() {
        Function<Database, @Nullable Object> age =
                db -> db.pull("[:p/age]", List.of(Keyword.of("p/name"), "Ann"));
        assertThat(touched(age, "[{:p/name \"Ann\" :p/age 32}]")).isTrue();
        assertThat(touched(age, "[{:p/name \"Ann\" :p/nick \"a\"}]")).isFalse();
        assertThat(touched(age, "[{:p/name \"Cid\" :p/age 41}]")).isFalse();
    }

    @Test
    void aMissIsTouchedByWhatWouldHaveBeenFound() {
        Function<Database, @Nullable Object> miss = db -> lookUp(db, "Zoe");
        assertThat(touched(miss, "[{:p/name \"Zoe\"}]")).isTrue();
        assertThat(touched(miss, "[{:p/name \"Yan\"}]")).isFalse();
    }

    @Test
    void aRangeIsTouchedByAnyValueInIt() {
        Function<Database, @Nullable Object> range =
                db -> db.range(db.entidOrThrow(Keyword.of("p/age")), 30L, 35L).hasNext();
        assertThat(touched(range, "[{:p/name \"Zoe\" :p/age 34}]")).isTrue();
        assertThat(touched(range, "[{:p/name \"Zoe\" :p/age 35}]")).isFalse();
    }

    @Test
    void aWalkBackwardsIsTouchedByANewReference() {
        Function<Database, @Nullable Object> fans =
                db -> db.pull("[:p/name :p/_friend]", List.of(Keyword.of("p/name"), "Bob"));
        assertThat(touched(fans, "[{:p/name \"Cid\" :p/friend [[:p/name \"Bob\"]]}]")).isTrue();
        assertThat(touched(fans, "[{:p/name \"Cid\" :p/friend [[:p/name \"Ann\"]]}]")).isFalse();
    }

    @Test
    void whatLiesInAFixedPastIsNotWrittenDown() {
        var recorder = new ReadSet.Recorder();
        lookUp(PEOPLE.tracked(recorder).asOf(PEOPLE.basisT()), "Ann");
        assertThat(recorder.reads().isEmpty()).isTrue();
    }

    @Test
    void whatLiesInAFixedPastIsWrittenDownForWhoAsksForIt() {
        ReadSet.Recorder asking = ReadSet.Recorder.ofPast();
        var other = new ReadSet.Recorder();
        lookUp(PEOPLE.asOf(PEOPLE.basisT()).tracked(asking).tracked(other), "Ann");
        assertThat(asking.reads().isEmpty()).isFalse();
        assertThat(other.reads().isEmpty()).isTrue();
    }

    @Test
    void tooManyRangesBecomeWholeAttributes() {
        var recorder = new ReadSet.Recorder();
        Database tracked = PEOPLE.tracked(recorder);
        for (int count = 0; count < 3 * ReadSet.MAX_RANGES; count++) {
            lookUp(tracked, "nobody-" + count);
        }
        ReadSet reads = recorder.reads();
        assertThat(reads.ranges()).hasSizeLessThanOrEqualTo(ReadSet.MAX_RANGES + 5);
        long name = PEOPLE.entidOrThrow(Keyword.of("p/name"));
        assertThat(reads.touchedBy(new Datom(1, name, "anyone", 1, true))).isPresent();
    }

    @Test
    void theQuickAnswerIsTheAnswerOfEveryRange() {
        Seeds.each(
                200,
                random -> {
                    var recorder = new ReadSet.Recorder();
                    for (int count = random.nextInt(5); count > 0; count--) {
                        long e = random.nextInt(3);
                        long a = random.nextInt(3);
                        Object v = (long) random.nextInt(3);
                        recorder.record(
                                switch (random.nextInt(6)) {
                                    case 0 -> new ReadRange.EntityFacts(e);
                                    case 1 -> new ReadRange.EntityAttribute(e, a);
                                    case 2 -> new ReadRange.AttributeFacts(a);
                                    case 3 -> new ReadRange.AttributeValue(a, v);
                                    case 4 -> new ReadRange.References(e);
                                    default -> new ReadRange.AttributeInterval(a, v, null);
                                },
                                false);
                    }
                    ReadSet reads = recorder.reads();
                    var datom =
                            new Datom(
                                    random.nextInt(3),
                                    random.nextInt(3),
                                    (long) random.nextInt(3),
                                    1,
                                    true);
                    assertThat(reads.touchedBy(datom).isPresent())
                            .isEqualTo(
                                    reads.ranges().stream()
                                            .anyMatch(range -> range.touchedBy(datom)));
                });
    }
}
