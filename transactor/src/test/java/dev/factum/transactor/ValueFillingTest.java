package dev.factum.transactor;

import static dev.factum.transactor.Writing.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.IndexReader;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.value.Keyword;
import dev.factum.storage.Storage;
import dev.factum.storage.StorageErrorCode;
import dev.factum.storage.memory.MemoryService;
import dev.factum.storage.verify.Verification;
import dev.factum.transactor.FaultyStorage.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `:db/index true` on an attribute with many facts: the transaction does not wait until they are
/// in AVET, queries are right meanwhile, and in the end AVET is what it would have been.
class ValueFillingTest {

    private static final String SCHEMA =
            """
            [{:db/ident :size :db/valueType :db.type/long :db/cardinality :db.cardinality/one}
             {:db/ident :tag :db/valueType :db.type/string :db/cardinality :db.cardinality/many}]\
            """;

    private static final String COUNT = "[:find (count ?e) . :where [?e :size 7]]";
    private static final int MANY = 15_000;

    private final MemoryService memory = Writing.memory();
    private final Random random = new Random(20);

    /// A writer of a database with many sizes that are not kept by value.
    private SingleWriter filled(Storage storage, WriterOptions options, int count) {
        SingleWriter writer = Writing.start(storage, options);
        commit(writer, SCHEMA);
        for (int made = 0; made < count; made += 5_000) {
            List<Object> facts = new ArrayList<>();
            for (int fact = 0; fact < Math.min(5_000, count - made); fact++) {
                facts.add(
                        Map.of(
                                Keyword.of("size"),
                                (long) random.nextInt(1_000),
                                Keyword.of("tag"),
                                "tag " + random.nextInt(1_000)));
            }
            Writing.report(Writing.ask(writer, TxRequest.of(facts)));
        }
        return writer;
    }

    private static AttributeDefinition size(Database db) {
        return Objects.requireNonNull(db.attribute(Keyword.of("size")));
    }

    /// Something else happens to some sizes and tags.
    private void change(SingleWriter writer) {
        List<?> found =
                (List<?>)
                        Objects.requireNonNull(
                                writer.database()
                                        .query(
                                                "[:find [?e ?v] :in $ ?v :where [?e :size ?v]]",
                                                (long) random.nextInt(1_000)));
        Object entity = found.getFirst();
        commit(
                writer,
                switch (random.nextInt(4)) {
                    case 0 -> "[[:db/retract " + entity + " :size " + found.getLast() + "]]";
                    case 1 -> "[[:db/add " + entity + " :size " + random.nextInt(1_000) + "]]";
                    case 2 -> "[[:db/retractEntity " + entity + "]]";
                    default -> "[[:db/add \"x\" :size 7] [:db/add \"x\" :tag \"new\"]]";
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isFilledInTheBackgroundAndReadAroundUntilThen(boolean isStored) {
        WriterOptions options = isStored ? WriterOptions.durable() : WriterOptions.inMemory();
        // the first round fails, so that there is a time before it is filled
        Storage storage = FaultyStorage.withBlobFaults(memory.open("main"), isStored ? 1 : 0);
        try (SingleWriter writer = filled(storage, options.withNovelty(1_000_000), MANY)) {
            Object before = writer.database().query(COUNT);
            Database asked = commit(writer, "[[:db/add :size :db/index true]]").dbAfter();
            assertThat(size(asked).indexed()).isTrue();
            assertThat(size(asked).hasAvet()).isFalse();
            assertThat(asked.query(COUNT)).isEqualTo(before);
            assertThatThrownBy(() -> byValue(asked))
                    .isInstanceOfSatisfying(
                            FactumError.class,
                            refused ->
                                    assertThat(refused.code())
                                            .isEqualTo(DbErrorCode.ATTRIBUTE_NOT_INDEXED));
            while (!size(writer.database()).hasAvet()) {
                change(writer);
            }
            for (int more = 0; more < 50; more++) {
                change(writer);
            }
            assertThat(byValue(writer.database())).isNotEmpty();
            IndexingTest.assertIsTheLog(writer);
        }
        assertThat(Verification.of(memory.open("main")).problems()).isEmpty();
        try (SingleWriter next = Writing.start(memory.open("main"), options)) {
            assertThat(size(next.database()).hasAvet()).isTrue();
            IndexingTest.assertIsTheLog(next);
        }
    }

    private static List<?> byValue(Database db) {
        List<Object> datoms = new ArrayList<>();
        IndexReader.of(db)
                .datoms(IndexOrder.AVET, Keyword.of("size"))
                .forEachRemaining(datoms::add);
        return datoms;
    }

    /// Whoever asks for uniqueness needs the values at once, also while they are being filled in;
    /// and an index may be given up and asked for again meanwhile.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[[:db/retract :size :db/index true]]",
                "[[:db/add :size :db/index false]]|[[:db/add :size :db/index true]]",
                "[[:db/add :tag :db/index true]]|[[:db/retract :tag :db/index true]]"
            })
    void mayBeAlteredMeanwhile(String alterations) {
        try (SingleWriter writer = filled(memory.open("main"), WriterOptions.durable(), MANY)) {
            commit(writer, "[[:db/add :size :db/index true]]");
            for (String each : alterations.split("\\|", -1)) {
                change(writer);
                commit(writer, each);
            }
            for (int more = 0; more < 200; more++) {
                change(writer);
            }
            while (!writer.database().schema().filling().isEmpty()) {
                change(writer);
            }
            commit(writer, "[[:db/add :size :db/index true] [:db/add :tag :db/index true]]");
            while (!writer.database().schema().filling().isEmpty()) {
                change(writer);
            }
            IndexingTest.assertIsTheLog(writer);
        }
        assertThat(Verification.of(memory.open("main")).problems()).isEmpty();
    }

    @Test
    void uniqueValuesAreThereAtOnce() {
        try (SingleWriter writer = Writing.start(memory.open("main"), WriterOptions.durable())) {
            commit(writer, SCHEMA);
            List<Object> facts = new ArrayList<>();
            for (long number = 0; number < MANY; number++) {
                facts.add(Map.of(Keyword.of("size"), number));
            }
            Writing.report(Writing.ask(writer, TxRequest.of(facts)));
            commit(writer, "[[:db/add :size :db/index true]]");
            Database unique =
                    commit(writer, "[[:db/add :size :db/unique :db.unique/identity]]").dbAfter();
            assertThat(size(unique).hasAvet()).isTrue();
            long entity = unique.entidOrThrow(List.of(Keyword.of("size"), 77L));
            assertThat(commit(writer, "[{:db/id \"x\" :size 77 :tag \"t\"}]").tempids())
                    .containsEntry("x", entity);
            for (int more = 0; more < 100; more++) {
                commit(writer, "[{:size " + (MANY + more) + "}]");
            }
            IndexingTest.assertIsTheLog(writer);
        }
        assertThat(Verification.of(memory.open("main")).problems()).isEmpty();
    }

    @Test
    void whatIsExcisedMeanwhileIsInNoIndex() {
        Storage storage = FaultyStorage.withBlobFaults(memory.open("main"), 1);
        try (SingleWriter writer = filled(storage, WriterOptions.durable(), MANY)) {
            commit(writer, "[[:db/add :size :db/index true]]");
            change(writer);
            Object entity = writer.database().query("[:find ?e . :where [?e :size 7]]");
            long t = commit(writer, "[{:db/excise " + entity + "}]").t();
            change(writer);
            assertThat(writer.isExcised(t, Duration.ofSeconds(30))).isTrue();
            assertThat(size(writer.database()).hasAvet()).isTrue();
            IndexingTest.assertIsTheLog(writer);
        }
        assertThat(Verification.of(memory.open("main")).problems()).isEmpty();
    }

    /// After a setback nothing is filling that nobody has asked for.
    @Test
    void whatWasAskedForInVainIsNotFilledIn() {
        int transactions = 1 + MANY / 5_000;
        var faulty =
                new FaultyStorage(
                        memory.open("main"), Fault.REFUSED, transactions + 1, Integer.MAX_VALUE);
        try (SingleWriter writer = filled(faulty, WriterOptions.durable(), MANY)) {
            TxRequest index = Writing.request("[[:db/add :size :db/index true]]");
            assertThat(Calls.codeOf(Writing.ask(writer, index)))
                    .isEqualTo(StorageErrorCode.NOT_WRITTEN);
            commit(writer, "[[:db/add \"x\" :size 7]]");
            assertThat(writer.database().schema().filling()).isEmpty();
            assertThat(size(writer.database()).indexed()).isFalse();
            Writing.report(Writing.ask(writer, index));
            while (!size(writer.database()).hasAvet()) {
                change(writer);
            }
            IndexingTest.assertIsTheLog(writer);
        }
        assertThat(Verification.of(memory.open("main")).problems()).isEmpty();
    }

    @Test
    void fewFactsAreThereAtOnce() {
        try (SingleWriter writer = filled(memory.open("main"), WriterOptions.durable(), 5_000)) {
            assertThat(size(commit(writer, "[[:db/add :size :db/index true]]").dbAfter()).hasAvet())
                    .isTrue();
            IndexingTest.assertIsTheLog(writer);
        }
    }
}
