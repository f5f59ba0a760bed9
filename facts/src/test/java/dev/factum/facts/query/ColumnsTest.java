package dev.factum.facts.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Fixture;
import dev.factum.facts.database.ResultColumn;
import dev.factum.facts.database.ResultColumn.Kind;
import dev.factum.facts.database.ResultColumns;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/// Answers read by column.
class ColumnsTest {

    private static final Database DATABASE =
            Fixture.transact(
                            Fixture.transact(
                                            Fixture.people(),
                                            "[{:db/ident :p/height :db/valueType :db.type/double :db/cardinality :db.cardinality/one}]")
                                    .dbAfter(),
                            """
                            [{:p/name "Ann" :p/age 31 :p/height 1.5} {:p/name "Bob" :p/age 45 :p/height 2.0}
                             {:p/name "Cid" :p/age 31 :p/height -0.0}]
                            """)
                    .dbAfter();

    @Test
    void numbersAreReadWithoutObjects() {
        ResultColumns found =
                DATABASE.queryColumns(
                        "[:find ?n ?a ?h :where [?e :p/name ?n] [?e :p/age ?a] [?e :p/height ?h] :order-by [?n]]");
        assertThat(found.size()).isEqualTo(3);
        assertThat(found.columns())
                .extracting(ResultColumn::kind)
                .containsExactly(Kind.VALUES, Kind.LONGS, Kind.DOUBLES);
        assertThat(found.columns())
                .extracting(ResultColumn::name)
                .containsExactly("?n", "?a", "?h");
        assertThat(values(found.column(0))).containsExactly("Ann", "Bob", "Cid");
        assertThat(found.column(1).longAt(1)).isEqualTo(45);
        assertThat(found.column(1).doubleAt(1)).isEqualTo(45.0);
        assertThat(found.column(2).doubleAt(0)).isEqualTo(1.5);
        assertThat(values(found.column(2))).containsExactly(1.5, 2.0, -0.0);
    }

    @Test
    void aggregatesAndPullsAreColumnsToo() {
        ResultColumns found =
                DATABASE.queryColumns(
                        "[:find ?a (count ?e) (avg ?h) :where [?e :p/age ?a] [?e :p/height ?h] :order-by [?a]]");
        assertThat(found.columns())
                .extracting(ResultColumn::name)
                .containsExactly("?a", "(count ?e)", "(avg ?h)");
        assertThat(values(found.column(1))).containsExactly(2L, 1L);
        assertThat(values(found.column(2))).containsExactly(0.75, 2.0);
        ResultColumns pulled =
                DATABASE.queryColumns(
                        "[:find (pull ?e [:p/name]) :in $ ?n :where [?e :p/name ?n]]", "Bob");
        assertThat(String.valueOf(pulled.column(0).get(0))).isEqualTo("{:p/name=Bob}");
    }

    private static List<Object> values(ResultColumn column) {
        var values = new ArrayList<Object>();
        for (int row = 0; row < column.size(); row++) {
            values.add(column.get(row));
        }
        return values;
    }

    @Test
    void aColumnOfAnotherKindIsRefused() {
        ResultColumn names = DATABASE.queryColumns("[:find ?n :where [?e :p/name ?n]]").column(0);
        for (Runnable read : List.<Runnable>of(() -> names.longAt(0), () -> names.doubleAt(0))) {
            FactumError refusal = Assertions.catchThrowableOfType(FactumError.class, read::run);
            assertThat(refusal).isNotNull();
            assertThat(refusal.code()).isEqualTo(DbErrorCode.WRONG_COLUMN_KIND);
            assertThat(refusal.data()).containsEntry("column", "?n");
        }
        Assertions.assertThatThrownBy(() -> names.get(3))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
