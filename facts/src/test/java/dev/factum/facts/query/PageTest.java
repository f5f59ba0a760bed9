package dev.factum.facts.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Fixture;
import dev.factum.facts.database.QueryPage;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// Long answers, page by page.
class PageTest {

    private static final String BY_AGE =
            "[:find ?n ?a :where [?e :p/name ?n] [?e :p/age ?a] :order-by [?a :desc]]";
    private static final Database DATABASE = people(100);

    private static Database people(int count) {
        var text = new StringBuilder("[");
        for (int number = 0; number < count; number++) {
            text.append("{:p/name \"n").append(number).append("\" :p/age ").append(number % 7);
            text.append('}');
        }
        return Fixture.transact(Fixture.people(), text.append(']').toString()).dbAfter();
    }

    private static List<Object> all(String query, int size) {
        QueryPage page = DATABASE.queryPage(size, query);
        var rows = new ArrayList<Object>(page.rows());
        while (page.next().isPresent()) {
            assertThat(page.rows()).hasSize(size);
            page = DATABASE.nextPage(page.next().get(), query);
            rows.addAll(page.rows());
        }
        return rows;
    }

    @Test
    void pagesFitTogether() {
        List<Object> whole = all(BY_AGE, 1_000);
        assertThat(whole).hasSize(100).doesNotHaveDuplicates();
        assertThat(whole.getFirst()).isEqualTo(List.of("n13", 6L));
        for (int size : List.of(1, 7, 50, 100)) {
            assertThat(all(BY_AGE, size)).isEqualTo(whole);
        }
        assertThat(Set.copyOf(all("[:find [?n ...] :where [_ :p/name ?n]]", 9))).hasSize(100);
        assertThat(all("[:find ?n :where [_ :p/name ?n] :offset 10 :limit 25]", 10)).hasSize(25);
    }

    @Test
    void aCursorBelongsToItsQuestion() {
        String next = DATABASE.queryPage(10, BY_AGE).next().orElseThrow();
        Database later = Fixture.transact(DATABASE, "[{:p/name \"new\" :p/age 3}]").dbAfter();
        for (ThrowingCallable wrong :
                List.<ThrowingCallable>of(
                        () -> DATABASE.nextPage(next, "[:find ?n :where [_ :p/name ?n]]"),
                        () -> later.nextPage(next, BY_AGE),
                        () -> DATABASE.history().nextPage(next, BY_AGE),
                        () -> DATABASE.nextPage("nothing", BY_AGE),
                        () -> DATABASE.nextPage("%%%", BY_AGE),
                        () -> DATABASE.queryPage(0, BY_AGE))) {
            assertThat(refusal(wrong).code()).isEqualTo(DbErrorCode.INVALID_CURSOR);
        }
        FactumError single =
                refusal(() -> DATABASE.queryPage(10, "[:find ?n . :where [_ :p/name ?n]]"));
        assertThat(single.code()).isEqualTo(DbErrorCode.INVALID_QUERY);
    }

    private static FactumError refusal(ThrowingCallable call) {
        FactumError refusal = Assertions.catchThrowableOfType(FactumError.class, call);
        assertThat(refusal).isNotNull();
        return refusal;
    }
}
