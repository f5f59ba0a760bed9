package dev.factum.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.factum.facts.connection.StandardEngine;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.edn.EdnLimits;
import dev.factum.facts.query.QueryBudget;
import dev.factum.facts.query.QueryEngine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Text from outside: EDN, queries, pull patterns, transaction data.
class TextFuzzTest {

    private static final EdnLimits LIMITS = EdnLimits.DEFAULT.withCharacters(1 << 16);

    /// The budget of a query bounds what it holds at one time, not what comes and goes.
    private static final long MOST_BYTES_OF_QUERY = 1L << 30;

    private static final Database DATABASE =
            StandardEngine.emptyDatabase(Functions.none())
                    .with(
                            edn(
                                    """
                                    [{:db/ident :id :db/valueType :db.type/string
                                      :db/cardinality :db.cardinality/one
                                      :db/unique :db.unique/identity}
                                     {:db/ident :age :db/valueType :db.type/long
                                      :db/cardinality :db.cardinality/one :db/index true}
                                     {:db/ident :to :db/valueType :db.type/ref
                                      :db/cardinality :db.cardinality/many}
                                     {:db/ident :part :db/valueType :db.type/ref
                                      :db/cardinality :db.cardinality/many :db/isComponent true}
                                     {:db/ident :pair :db/valueType :db.type/tuple
                                      :db/cardinality :db.cardinality/one
                                      :db/tupleTypes [:db.type/long :db.type/string]}]
                                    """))
                    .dbAfter()
                    .with(
                            edn(
                                    """
                                    [{:db/id "a" :id "a" :age 1 :to ["a" "b"] :part ["b"]}
                                     {:db/id "b" :id "b" :age 2 :to ["c"] :pair [1 "x"]}
                                     {:db/id "c" :id "c" :part ["c"]}]
                                    """))
                    .dbAfter();

    private static List<?> edn(String text) {
        return (List<?>) Objects.requireNonNull(Edn.read(text));
    }

    private static @Nullable Object form(byte[] data) throws Exception {
        return Hostile.read(data, () -> Edn.read(Hostile.text(data), LIMITS));
    }

    @FuzzTest(maxDuration = "1m")
    void edn(byte[] data) throws Exception {
        Object form = form(data);
        String printed = Hostile.read(data, () -> Edn.print(form));
        if (printed != null) {
            assertThat(Edn.read(printed)).isEqualTo(form);
        }
        Hostile.<String>read(data, () -> Edn.pretty(form));
        Hostile.<String>read(data, () -> Edn.canonical(form));
    }

    @FuzzTest(maxDuration = "1m")
    void query(byte[] data) throws Exception {
        QueryBudget budget =
                QueryBudget.standard()
                        .withMaxRows(20_000)
                        .withMaxBytes(64 << 20)
                        .withTime(Duration.ofSeconds(1), InstantSource.system());
        var engine = new QueryEngine(Functions.none(), budget);
        Object answer =
                Hostile.read(
                        MOST_BYTES_OF_QUERY,
                        () -> engine.query(Hostile.text(data), List.of(DATABASE)));
        Hostile.<Integer>read(data, () -> Objects.hashCode(answer));
    }

    @FuzzTest(maxDuration = "1m")
    void pull(byte[] data) throws Exception {
        Object a = Objects.requireNonNull(Edn.read("[:id \"a\"]"));
        Map<?, ?> tree = Hostile.read(data, () -> DATABASE.pull(Hostile.text(data), a));
        Hostile.<Integer>read(data, () -> Objects.hashCode(tree));
    }

    @FuzzTest(maxDuration = "1m")
    void transaction(byte[] data) throws Exception {
        if (form(data) instanceof List<?> txData) {
            Hostile.<Database>read(data, () -> DATABASE.with(txData).dbAfter());
        }
    }
}
