package dev.factum.facts.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.connection.StandardEngine;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Fixture;
import dev.factum.facts.database.Functions;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.edn.EdnList;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FormCacheTest {

    private final AtomicInteger reads = new AtomicInteger();

    private FormCache<Object> cache(int capacity) {
        return new FormCache<>(
                form -> {
                    reads.incrementAndGet();
                    return List.of(String.valueOf(form), reads.get());
                },
                capacity);
    }

    @Test
    void equalFormsAreReadOnce() {
        FormCache<Object> cache = cache(10);
        Object first = cache.read(Edn.read("[:find ?x :where [?x :a {:b #{1}}]]"));
        assertThat(cache.read(Edn.read("[:find ?x :where [?x :a {:b #{1}}]]"))).isSameAs(first);
        assertThat(
                        cache.read(
                                new ArrayList<>(
                                        (List<?>) form("[:find ?x :where [?x :a {:b #{1}}]]"))))
                .isSameAs(first);
        assertThat(reads).hasValue(1);
    }

    private static Object form(String text) {
        Object form = Edn.read(text);
        return form == null ? List.of() : form;
    }

    @Test
    void aListInRoundBracketsIsNoVector() {
        FormCache<Object> cache = cache(10);
        cache.read(List.of(EdnList.of(Symbol.of("?x"))));
        cache.read(List.of(List.of(Symbol.of("?x"))));
        cache.read(List.of(1L));
        cache.read(List.of(1.0));
        assertThat(reads).hasValue(4);
    }

    @Test
    void whatACallerChangesLaterIsAnotherForm() {
        FormCache<Object> cache = cache(10);
        List<Object> inner = new ArrayList<>(List.of(Symbol.of("?x")));
        Object first = cache.read(List.of(inner));
        inner.add(Keyword.of("name"));
        assertThat(cache.read(List.of(inner))).isNotEqualTo(first);
        assertThat(cache.read(List.of(List.of(Symbol.of("?x"))))).isSameAs(first);
    }

    @Test
    void whatCannotBeFrozenIsReadEachTime() {
        FormCache<Object> cache = cache(10);
        List<Object> strange = List.of(new Object());
        cache.read(strange);
        cache.read(strange);
        assertThat(reads).hasValue(2);
        assertThat(cache.size()).isZero();
    }

    @Test
    void itStaysWithinItsBoundAndKeepsWhatIsUsed() {
        FormCache<Object> cache = cache(10);
        Object used = cache.read("used");
        for (int index = 0; index < 1_000; index++) {
            cache.read("other " + index);
            assertThat(cache.size()).isLessThanOrEqualTo(11);
            assertThat(cache.read("used")).isSameAs(used);
        }
    }

    @Test
    void aRefusalIsNotKept() {
        var engine = new QueryEngine(Functions.none(), QueryBudget.unlimited());
        for (int time = 0; time < 2; time++) {
            assertThatThrownBy(() -> engine.query("[:find]", List.of()))
                    .isInstanceOf(FactumError.class);
        }
    }

    /// One engine, one query object, but other schemas, types, ids, counts and shapes of input.
    @Test
    void oneReadQueryIsRightForAllDatabasesAndInputs() {
        Database empty = StandardEngine.emptyDatabase(Functions.none());
        String query = "[:find ?v :in $ ?x :where [?x :k ?v]]";
        Database texts =
                Fixture.transact(
                                with(empty, ":k", "string", "one"),
                                "[{:db/ident :ann :k \"a\"} {:db/ident :bob :k \"b\"}]")
                        .dbAfter();
        Database numbers =
                Fixture.transact(
                                with(with(empty, ":other", "long", "one"), ":k", "long", "many"),
                                "[{:db/ident :ann :k [1 2]}]")
                        .dbAfter();
        for (int time = 0; time < 2; time++) {
            assertThat(texts.query(query, Keyword.of("ann"))).isEqualTo(Set.of(List.of("a")));
            assertThat(numbers.query(query, Keyword.of("ann")))
                    .isEqualTo(Set.of(List.of(1L), List.of(2L)));
            assertThat(texts.query(query, texts.entidOrThrow(Keyword.of("bob"))))
                    .isEqualTo(Set.of(List.of("b")));
            assertThatThrownBy(() -> empty.query(query, 1L)).isInstanceOf(FactumError.class);
        }
    }

    private static Database with(Database database, String ident, String type, String cardinality) {
        return Fixture.transact(
                        database,
                        "[{:db/ident %s :db/valueType :db.type/%s :db/cardinality :db.cardinality/%s}]"
                                .formatted(ident, type, cardinality))
                .dbAfter();
    }
}
