package dev.factum.facts.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.factum.facts.connection.StandardEngine;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.query.Query;
import dev.factum.facts.query.QueryBudget;
import dev.factum.facts.value.Keyword;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// Pulls and data that would take the process with them.
class PullLimitsTest {

    private static final int CROWD = 10;

    /// Entities that all refer to each other, by a reference and by a component.
    private static Database crowd() {
        List<Object> forms = new ArrayList<>();
        for (int from = 0; from < CROWD; from++) {
            for (int to = 0; to < CROWD; to++) {
                forms.add(List.of(Keyword.of("db/add"), "e" + from, Keyword.of("link"), "e" + to));
                forms.add(List.of(Keyword.of("db/add"), "e" + from, Keyword.of("part"), "e" + to));
            }
            forms.add(List.of(Keyword.of("db/add"), "e" + from, Keyword.of("key"), (long) from));
        }
        return schema().with(forms).dbAfter();
    }

    private static Database schema() {
        return StandardEngine.emptyDatabase(Functions.none())
                .with(
                        List.of(
                                attribute("link", "ref", "many", Map.of()),
                                attribute(
                                        "part",
                                        "ref",
                                        "many",
                                        Map.of(Keyword.of("db/isComponent"), true)),
                                attribute(
                                        "key",
                                        "long",
                                        "one",
                                        Map.of(
                                                Keyword.of("db/unique"),
                                                Keyword.of("db.unique/identity")))))
                .dbAfter();
    }

    private static Map<Keyword, Object> attribute(
            String ident, String type, String cardinality, Map<Keyword, Object> more) {
        var form = new LinkedHashMap<Keyword, Object>(more);
        form.put(Keyword.of("db/ident"), Keyword.of(ident));
        form.put(Keyword.of("db/valueType"), Keyword.of("db.type/" + type));
        form.put(Keyword.of("db/cardinality"), Keyword.of("db.cardinality/" + cardinality));
        return form;
    }

    private static DbErrorCode refusal(ThrowingCallable call) {
        return (DbErrorCode) catchThrowableOfType(FactumError.class, call).code();
    }

    @Test
    void aPullOfWhatIsMetOnTooManyWaysIsRefused() {
        Database db = crowd();
        List<Object> first = List.of(Keyword.of("key"), 0L);
        assertThat(refusal(() -> db.pull("[:key {:link ...}]", first)))
                .isEqualTo(DbErrorCode.LIMIT_EXCEEDED);
        assertThat(refusal(() -> db.pull("[*]", first))).isEqualTo(DbErrorCode.LIMIT_EXCEEDED);
    }

    @Test
    void thePullsOfAQueryCountForItsBudget() {
        Database db = crowd();
        Query query = Query.parse("[:find [(pull ?e [:key {:link 3}]) ...] :where [?e :key]]");
        assertThat(query.run(List.of(db), Functions.none(), QueryBudget.unlimited()))
                .asInstanceOf(InstanceOfAssertFactories.COLLECTION)
                .hasSize(CROWD);
        assertThat(
                        refusal(() ->
                                query.run(
                                        List.of(db),
                                        Functions.none(),
                                        QueryBudget.standard().withMaxBytes(10_000))))
                .isEqualTo(DbErrorCode.QUERY_MEMORY);
    }

    @Test
    void componentsThatLieTooDeepAreNotTouched() {
        List<Object> forms = new ArrayList<>();
        for (int level = 0; level < 3_000; level++) {
            forms.add(
                    List.of(
                            Keyword.of("db/add"),
                            "e" + level,
                            Keyword.of("part"),
                            "e" + (level + 1)));
        }
        forms.add(List.of(Keyword.of("db/add"), "e0", Keyword.of("key"), 0L));
        forms.add(List.of(Keyword.of("db/add"), "e3000", Keyword.of("key"), 1L));
        Database db = schema().with(forms).dbAfter();
        var top = db.entity(List.of(Keyword.of("key"), 0L)).orElseThrow();
        assertThat(refusal(top::touch)).isEqualTo(DbErrorCode.LIMIT_EXCEEDED);
    }

    @Test
    void dataThatNestsDeeperThanTextMayIsRefusedWhereverItIsGiven() {
        Database db = schema();
        Object list = List.of();
        Map<Keyword, Object> map = Map.of(Keyword.of("key"), 1L);
        for (int level = 0; level < 20_000; level++) {
            list = List.of(list);
            map = Map.of(Keyword.of("part"), map);
        }
        Object deepList = list;
        Object deepMap = map;
        for (Object deep : List.of(deepList, deepMap)) {
            assertThat(refusal(() -> db.with(List.of(deep)))).isEqualTo(DbErrorCode.EDN_LIMIT);
            assertThat(refusal(() -> db.query(deep))).isEqualTo(DbErrorCode.EDN_LIMIT);
            assertThat(refusal(() -> db.pull(deep, 1L))).isEqualTo(DbErrorCode.EDN_LIMIT);
        }
    }
}
