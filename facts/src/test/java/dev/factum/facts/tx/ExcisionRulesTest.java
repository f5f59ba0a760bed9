package dev.factum.facts.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Fixture;
import dev.factum.facts.database.TxReport;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcisionRulesTest {

    private static final Database DATABASE =
            Fixture.after(
                    Fixture.people(),
                    """
                    [{:p/name "Ann" :p/age 31 :p/nick ["a" "b"]}
                     {:p/name "Bob" :p/age 32}]
                    """,
                    "[{:p/name \"Ann\" :p/age 33}]");

    /// Counted are present and past: who is 33 was 31, which was asserted and retracted.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [{:db/excise :p/age}]                               | 4
                    [{:db/excise [:p/name "Ann"]}]                      | 6
                    [{:db/excise [:p/name "Bob"]}]                      | 2
                    [{:db/excise [:p/name "Bob"] :db.excise/beforeT 2}] | 2
                    """)
    void aRequestForMoreThanTheLimitIsRefused(String request, long size) {
        TxReport report = Fixture.transact(DATABASE, request);
        assertThatCode(() -> check(report, size)).doesNotThrowAnyException();
        FactumError refusal =
                catchThrowableOfType(FactumError.class, () -> check(report, size - 1));
        assertThat(refusal.code()).isEqualTo(DbErrorCode.INVALID_EXCISION);
        assertThat(refusal.data().toString())
                .contains("datoms")
                .contains(String.valueOf(size))
                .contains("limit");
    }

    @Test
    void whatWasRequestedStaysWhenTheEntityIsRetracted() {
        Database requested = Fixture.after(DATABASE, "[{:db/excise [:p/name \"Bob\"]}]");
        Database after = Fixture.after(requested, "[[:db/retractEntity [:p/name \"Bob\"]]]");
        assertThat(after.query("[:find (count ?r) . :where [?r :db/excise]]")).isEqualTo(1L);
        assertThat(after.query("[:find ?e :where [?e :p/name \"Bob\"]]")).isEqualTo(Set.of());
    }

    private static void check(TxReport report, long most) {
        ExcisionRules.check(DATABASE, report.dbAfter().state().indexes(), report.datoms(), most);
    }
}
