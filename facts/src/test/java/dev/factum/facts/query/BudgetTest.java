package dev.factum.facts.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.connection.StandardEngine;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Engine;
import dev.factum.facts.database.Fixture;
import dev.factum.facts.database.Functions;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.ErrorCode;
import dev.factum.facts.error.FactumError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every loop of a query looks at its budget: whichever look says stop, the query stops there.
class BudgetTest {

    private static final Database DATABASE = people();

    private static final Functions FUNCTIONS =
            Functions.none()
                    .withQuery("numbers", _ -> LongStream.range(0, 20_000).boxed().toList())
                    .withAggregate("sum-of-all", (_, values) -> (long) values.size());

    private static Database people() {
        var text = new StringBuilder("[");
        for (int number = 0; number < 3_000; number++) {
            text.append("{:db/id \"").append(number).append("\" :p/name \"n").append(number);
            text.append("\" :p/age ").append(number % 50);
            boolean isLast = number % 50 == 49;
            text.append(isLast ? "" : " :p/friend \"" + (number + 1) + "\"").append('}');
        }
        return Fixture.transact(Fixture.people(), text.append(']').toString()).dbAfter();
    }

    private static @Nullable Object run(String query, AtomicLong looks, long stopAt) {
        QueryBudget budget =
                QueryBudget.unlimited().withCancellation(() -> looks.incrementAndGet() >= stopAt);
        var inputs = new ArrayList<Object>(List.of(DATABASE));
        if (query.contains("%")) {
            inputs.add(
                    "[[(near ?x ?y) [?x :p/friend ?y]] [(near ?x ?y) [?x :p/friend ?z] (near ?z ?y)]]");
        }
        return Query.parse(query).run(inputs, FUNCTIONS, budget);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[:find ?x ?y :in $ % :where [?x :p/age 3] (near ?x ?y)]",
                "[:find ?e ?f :where [?e :p/age ?a] [?f :p/age ?a]]",
                "[:find ?e ?f :where [?e :p/age 2] [?f :p/name] [?e :p/friend ?x]]",
                "[:find ?e ?n ?a :where [?e :p/age ?a] [?e :p/name ?n] :order-by [?n] [?a :desc]]",
                "[:find ?n (sum-of-all ?f) :where [?e :p/name ?n] [?f :p/age 4] [?e :p/age ?a] [(< ?a 20)]]",
                "[:find ?e ?x :where [?e :p/age 2] [(numbers) [?x ...]]]",
                "[:find ?e :where [?e :p/name ?n] [(str ?n \"-\") ?s] (not [?e :p/age 2] [(= ?s \"n52-\")])]",
                "[:find ?n (pull ?e [:p/age]) :where [?e :p/name ?n]]"
            })
    void stopsAtWhicheverLook(String query) {
        var all = new AtomicLong();
        run(query, all, Long.MAX_VALUE);
        assertThat(all.get()).as("looks of " + query).isGreaterThan(3);
        for (long stop : LongStream.of(1, 2, all.get() / 2, all.get()).toArray()) {
            var looks = new AtomicLong();
            FactumError refusal =
                    Assertions.catchThrowableOfType(
                            FactumError.class, () -> run(query, looks, stop));
            assertThat(refusal).isNotNull();
            assertThat(refusal.code()).isEqualTo(DbErrorCode.QUERY_CANCELLED);
            assertThat(looks.get()).isEqualTo(stop);
        }
    }

    @Test
    void anotherThreadCanStopIt() throws InterruptedException {
        String endless = "[:find ?n :in $ % :where (from 1 ?n)]";
        String rules = "[[(from ?a ?b) [(inc ?a) ?b]] [(from ?a ?b) [(inc ?a) ?c] (from ?c ?b)]]";
        QueryBudget budget =
                QueryBudget.unlimited()
                        .withCancellation(() -> Thread.currentThread().isInterrupted());
        var ended = new ArrayList<FactumError>();
        Thread reader =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                Query.parse(endless)
                                        .run(List.of(DATABASE, rules), FUNCTIONS, budget);
                            } catch (FactumError error) {
                                ended.add(error);
                            }
                        });
        reader.interrupt();
        reader.join();
        assertThat(ended)
                .extracting(FactumError::code)
                .containsExactly(DbErrorCode.QUERY_CANCELLED);
    }

    @Test
    void theStandardBudgetBoundsRowsAndMemoryByTheHeap() {
        QueryBudget standard = QueryBudget.standard();
        assertThat(standard.maxRows()).isEqualTo(10_000_000);
        assertThat(standard.maxBytes()).isEqualTo(1L << 30);
        assertThat(QueryBudget.forHeap(256L << 20).maxBytes()).isEqualTo(64L << 20);
        assertThat(QueryBudget.forHeap(64L << 30)).isEqualTo(standard);
    }

    /// Few rows may hold much: texts, numbers and lists that functions give count as well.
    @Test
    void largeValuesThatFunctionsGiveAreMemory() {
        QueryBudget budget = QueryBudget.unlimited().withMaxBytes(8L << 20);
        String query =
                "[:find (count ?s) . :in $ ?text :where [?e :p/name ?n] [(str ?n ?text) ?s]]";
        Database bounded = DATABASE.askedBy(engine(budget));
        assertThat(bounded.query(query, "short")).isEqualTo(3_000L);
        assertThat(codeOf(() -> bounded.query(query, "x".repeat(10_000))))
                .isEqualTo(DbErrorCode.QUERY_MEMORY);
        assertThat(
                        codeOf(() ->
                                bounded.query(
                                        "[:find (count ?v) . :in $ [?x ...] :where [?e :p/name ?n] [(vector ?n ?x) ?v]]",
                                        List.of(List.of("y".repeat(10_000))))))
                .isEqualTo(DbErrorCode.QUERY_MEMORY);
    }

    @Test
    void aDatabaseIsAskedWithinOtherBoundsAndIsTheSame() {
        var now = new AtomicLong();
        QueryBudget brief =
                QueryBudget.standard()
                        .withTime(
                                Duration.ofSeconds(2),
                                () -> Instant.ofEpochSecond(now.incrementAndGet()));
        String join = "[:find ?e ?f :where [?e :p/age ?a] [?f :p/age ?a]]";
        Database past = DATABASE.asOf(DATABASE.basisT());
        assertThat(codeOf(() -> past.askedBy(engine(brief)).query(join)))
                .isEqualTo(DbErrorCode.QUERY_TIMEOUT);
        assertThat(past.askedBy(engine(brief)).asOfT()).isEqualTo(past.asOfT());
        assertThat(past.query("[:find (count ?e) . :where [?e :p/age 3]]")).isEqualTo(60L);
    }

    private static Engine engine(QueryBudget budget) {
        return StandardEngine.with(FUNCTIONS, () -> Instant.EPOCH, budget);
    }

    private static ErrorCode codeOf(ThrowingCallable query) {
        FactumError refusal = Assertions.catchThrowableOfType(FactumError.class, query);
        assertThat(refusal).isNotNull();
        return refusal.code();
    }

    /// Few answers are found without walking over everything.
    @Test
    void aLimitStopsEarly() {
        String join = "[:find ?e ?f :where [?e :p/age ?a] [?f :p/age ?a]%s]";
        var all = new AtomicLong();
        run(join.formatted(""), all, Long.MAX_VALUE);
        var few = new AtomicLong();
        assertThat(run(join.formatted(" :limit 5"), few, Long.MAX_VALUE))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(5);
        assertThat(few.get()).isLessThan(all.get() / 3);
        var one = new AtomicLong();
        assertThat(run("[:find ?f . :where [?e :p/age ?a] [?f :p/age ?a]]", one, Long.MAX_VALUE))
                .isInstanceOf(Long.class);
        assertThat(one.get()).isLessThan(all.get() / 3);
    }

    @Test
    void aLimitThatIsHardToFillIsFilled() {
        assertThat(
                        run(
                                "[:find ?e ?n :where [?e :p/age ?a] [?e :p/name ?n] [(= ?n \"n2999\")] :limit 1]",
                                new AtomicLong(),
                                Long.MAX_VALUE))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(1);
    }
}
