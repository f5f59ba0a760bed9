package dev.factum.facts.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.factum.facts.datom.EntityId;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.pull.IndexPull;
import dev.factum.facts.value.Keyword;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What pulls, indexes and views are refused for.
class ReadingErrorsTest {

    private static final Database DATABASE =
            Fixture.after(Fixture.people(), "[{:p/name \"Ann\" :p/age 31}]");

    private static FactumError refusal(ThrowingCallable asked) {
        return Objects.requireNonNull(catchThrowableOfType(FactumError.class, asked));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {:p/name 1}                     | :db.error/invalid-pull
                    [(:p/nick :limit 0)]            | :db.error/invalid-pull
                    [{:p/age [:p/name]}]            | :db.error/invalid-pull
                    [()]                            | :db.error/invalid-attr-spec
                    [(limit :p/nick)]               | :db.error/invalid-attr-spec
                    [7]                             | :db.error/invalid-attr-spec
                    [{:p/friend 0}]                 | :db.error/invalid-recur-limit
                    [{:p/friend -1}]                | :db.error/invalid-recur-limit
                    [:p/name (:p/name :as :x)]      | :pull/duplicate-attribute
                    [(:p/name :xform shell)]        | :db.error/not-allowed-fn
                    [:p/name                        | :edn/syntax
                    """)
    void pulls(String pattern, String code) {
        FactumError refusal =
                refusal(() ->
                        DATABASE.pull(
                                pattern, Objects.requireNonNull(Edn.read("[:p/name \"Ann\"]"))));
        assertThat(refusal.code().code()).isEqualTo(code);
    }

    @Test
    void aPatternThatIsNestedTooDeeply() {
        String pattern = "[{:p/friend ".repeat(120) + "[:p/name]" + "}]".repeat(120);
        FactumError refusal =
                refusal(() -> DATABASE.pull(Objects.requireNonNull(Edn.read(pattern)), 1L));
        assertThat(refusal.code()).isEqualTo(DbErrorCode.LIMIT_EXCEEDED);
    }

    @Test
    void pullsAlongAnIndex() {
        FactumError refusal =
                refusal(() ->
                        IndexPull.of(
                                DATABASE,
                                Map.of(Keyword.of("index"), Keyword.of("avet")),
                                DATABASE.functions()::query));
        assertThat(refusal.code()).isEqualTo(DbErrorCode.NIL_INPUT);
        assertThat(refusal.data()).containsEntry("missing", Keyword.of("selector"));
    }

    @Test
    void pullsAlongSeveralValuesFromNoneOfThem() {
        FactumError refusal =
                refusal(() ->
                        IndexPull.of(
                                DATABASE,
                                Map.of(
                                        Keyword.of("index"),
                                        Keyword.of("avet"),
                                        Keyword.of("selector"),
                                        List.of(Keyword.of("p/name")),
                                        Keyword.of("start"),
                                        List.of(Keyword.of("p/nick"))),
                                DATABASE.functions()::query));
        assertThat(refusal.code()).isEqualTo(DbErrorCode.INVALID_PULL);
        assertThat(refusal.data()).containsEntry("attribute", Keyword.of("p/nick"));
    }

    @Test
    void indexes() {
        IndexReader reader = IndexReader.of(DATABASE);
        FactumError refusal = refusal(() -> reader.datoms(IndexOrder.AVET, Keyword.of("p/nick")));
        assertThat(refusal.code()).isEqualTo(DbErrorCode.ATTRIBUTE_NOT_INDEXED);
        assertThat(refusal.getMessage()).contains(":p/nick");
    }

    @Test
    void moments() {
        assertThat(refusal(() -> DATABASE.history().pull("[*]", 1L)).code())
                .isEqualTo(DbErrorCode.NOT_ON_HISTORY);
        assertThat(refusal(() -> TimePoint.of("yesterday")).code())
                .isEqualTo(DbErrorCode.INVALID_TIME_POINT);
    }

    @Test
    void implicitPartitions() {
        assertThat(refusal(() -> EntityId.implicitPartition(EntityId.IMPLICIT_PARTITIONS)).code())
                .isEqualTo(DbErrorCode.IMPLICIT_PART_OUT_OF_RANGE);
        assertThat(List.of(EntityId.implicitPartition(0), EntityId.implicitPartition(1)))
                .doesNotHaveDuplicates();
    }
}
