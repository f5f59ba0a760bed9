package dev.factum.facts.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Fixture;
import dev.factum.facts.database.PlannedStep;
import dev.factum.facts.database.QueryPlan;
import dev.factum.facts.database.ReadRange;
import dev.factum.facts.database.ReadSet;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.value.Keyword;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final Database MANY = many();

    private static Database many() {
        var text = new StringBuilder("[");
        for (int number = 0; number < 500; number++) {
            text.append("{:p/name \"n").append(number).append("\" :p/age ").append(number % 50);
            text.append(" :p/nick \"k").append(number % 7).append("\"}");
        }
        return Fixture.transact(Fixture.people(), text.append(']').toString()).dbAfter();
    }

    private static List<String> order(String query) {
        return MANY.explain(query).steps().stream().map(PlannedStep::clause).toList();
    }

    @Test
    void theSelectiveClauseComesFirstWhereverItIsWritten() {
        assertThat(order("[:find ?a :where [?e :p/nick ?k] [?e :p/age ?a] [?e :p/name \"n7\"]]"))
                .startsWith("[?e, :p/name, n7]");
        assertThat(order("[:find ?a :where [?e :p/name \"n7\"] [?e :p/age ?a] [?e :p/nick ?k]]"))
                .startsWith("[?e, :p/name, n7]");
    }

    @Test
    void aPredicateComesAsSoonAsItCan() {
        assertThat(
                        order(
                                "[:find ?a :where [(< ?a 3)] [?e :p/nick ?k] [?e :p/age ?a] [?e :p/name \"n7\"]]"))
                .containsSubsequence("[?e, :p/age, ?a]", "[[<, ?a, 3]]", "[?e, :p/nick, ?k]");
    }

    private static ReadSet reads(String query, Object... inputs) {
        var recorder = new ReadSet.Recorder();
        var all = new ArrayList<Object>(List.of(MANY.tracked(recorder)));
        all.addAll(List.of(inputs));
        Query.parse(query).run(all);
        return recorder.reads();
    }

    @Test
    void comparisonsReadOnlyTheirRangeOfTheIndex() {
        AttributeDefinition age = Objects.requireNonNull(MANY.attribute(Keyword.of("p/age")));
        assertThat(reads("[:find ?e :where [?e :p/age ?a] [(<= 10 ?a)] [(< ?a 12)]]").ranges())
                .contains(new ReadRange.AttributeInterval(age.id(), 10L, 13L))
                .doesNotContain(new ReadRange.AttributeFacts(age.id()));
        assertThat(reads("[:find ?e :in $ ?min :where [?e :p/age ?a] [(> ?a ?min)]]", 48L).ranges())
                .contains(new ReadRange.AttributeInterval(age.id(), 48L, null));
    }

    @Test
    void comparisonsAreExactAtTheEndsOfARange() {
        assertThat(
                        Query.parse(
                                        "[:find [?a ...] :where [_ :p/age ?a] [(> ?a 46)] [(<= ?a 48)]]")
                                .run(List.of(MANY)))
                .isEqualTo(List.of(47L, 48L));
        assertThat(
                        Query.parse(
                                        "[:find [?a ...] :where [_ :p/age ?a] [(>= ?a 46.5)] [(!= ?a 49)]]")
                                .run(List.of(MANY)))
                .isEqualTo(List.of(47L, 48L));
        assertThat(
                        Query.parse("[:find [?a ...] :where [_ :p/age ?a] [(< ?a \"x\")]]")
                                .run(List.of(MANY)))
                .isEqualTo(List.of());
    }

    @Test
    void aSelfJoinDoesNotDependOnTheOrderOfItsClauses() {
        Object one =
                Query.parse(
                                "[:find ?e ?f :where [?e :p/age 3] [?e :p/nick ?k] [?f :p/nick ?k] [?f :p/age 4]]")
                        .run(List.of(MANY));
        Object other =
                Query.parse(
                                "[:find ?e ?f :where [?f :p/nick ?k] [?f :p/age 4] [?e :p/nick ?k] [?e :p/age 3]]")
                        .run(List.of(MANY));
        assertThat(one).isEqualTo(other);
        assertThat((Set<?>) one).hasSize((int) pairs());
    }

    private static long pairs() {
        return LongStream.range(0, 500 * 500)
                .filter(pair -> pair / 500 % 50 == 3 && pair % 500 % 50 == 4)
                .filter(pair -> pair / 500 % 7 == pair % 500 % 7)
                .count();
    }

    @Test
    void bigSmallAndMergedJoinsAgree() {
        Object all =
                Query.parse("[:find ?e ?a ?k :where [?e :p/age ?a] [?e :p/nick ?k]]")
                        .run(List.of(MANY));
        assertThat((Set<?>) all).hasSize(500);
        for (int age : List.of(0, 17, 49)) {
            Object some =
                    Query.parse("[:find ?e ?k :in $ ?a :where [?e :p/age ?a] [?e :p/nick ?k]]")
                            .run(List.of(MANY, (long) age));
            assertThat((Set<?>) some).hasSize(10);
        }
    }

    @Test
    void aPlanSaysHowClausesAreRun() {
        String query =
                "[:find ?e ?k :where [?e :p/nick ?k] [?e :p/age ?a] [(< ?a 10)] (not [?e :p/name \"n7\"])]";
        QueryPlan plan = MANY.explain(query);
        assertThat(plan.steps()).hasSize(4);
        assertThat(plan.steps()).allMatch(step -> step.actualRows().isEmpty());
        assertThat(plan.toString()).contains("AEVT :p/nick", "anti-join", "estimated");
        QueryPlan run = MANY.analyze(query);
        assertThat(run.steps()).hasSize(4);
        assertThat(run.steps()).allMatch(step -> step.actualRows().isPresent());
        assertThat(run.steps()).extracting(PlannedStep::access).contains("AVET range :p/age");
        assertThat(run.steps().getLast().actualRows())
                .hasValue(((Set<?>) Objects.requireNonNull(MANY.query(query))).size());
    }
}
