package dev.factum.transactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.connection.DatabaseUri;
import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.Transactor;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.storage.Storage;
import dev.factum.storage.memory.MemoryService;
import dev.factum.storage.verify.Verification;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExcisionTest {

    private static final WriterOptions EAGER = WriterOptions.durable().withNovelty(300);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String SCHEMA =
            """
            [{:db/ident :note :db/valueType :db.type/string :db/cardinality :db.cardinality/one
              :db/index true}
             {:db/ident :part :db/valueType :db.type/ref :db/cardinality :db.cardinality/many
              :db/isComponent true}
             {:db/ident :pair :db/valueType :db.type/tuple :db/cardinality :db.cardinality/one
              :db/tupleAttrs [:key :note]}
             {:db/ident :mood :db/valueType :db.type/string :db/cardinality :db.cardinality/one
              :db/noHistory true}
             {:db/ident :name :db/valueType :db.type/string :db/cardinality :db.cardinality/one}
             {:db/ident :to :db/valueType :db.type/ref :db/cardinality :db.cardinality/one}
             {:db/ident :remark :db/valueType :db.type/tuple :db/cardinality :db.cardinality/one
              :db/tupleAttrs [:name :note]}
             {:db/ident :edge :db/valueType :db.type/tuple :db/cardinality :db.cardinality/one
              :db/tupleAttrs [:to :name]}]\
            """;

    @TempDir private Path directory;

    private static SingleWriter start(Storage storage, WriterOptions options) {
        SingleWriter writer = Writing.start(storage, options);
        if (writer.database().basisT() == 0) {
            Writing.commit(writer, Writing.SCHEMA);
            Writing.commit(writer, SCHEMA);
        }
        return writer;
    }

    private static void excise(Transactor writer, String data) {
        long t = Writing.commit(writer, data).t();
        assertThat(writer.isExcised(t, PATIENCE)).isTrue();
        assertThat(writer.excisedT()).isGreaterThanOrEqualTo(t);
    }

    /// Every datom of present, past and log.
    private static List<Datom> everything(Transactor writer) {
        Database db = writer.database();
        List<Datom> all = new ArrayList<>();
        for (IndexOrder order : IndexOrder.values()) {
            db.state().indexes().present(order).scan(Prefix.all()).forEachRemaining(all::add);
            db.state().indexes().past(order).scan(Prefix.all()).forEachRemaining(all::add);
        }
        for (LogEntry entry : writer.log(1, db.nextT())) {
            all.addAll(entry.datoms());
        }
        return all;
    }

    private static void assertNowhere(Transactor writer, Object value) {
        assertThat(everything(writer)).noneMatch(datom -> datom.v().equals(value));
    }

    private static long id(Transactor writer, String key) {
        return writer.database().entidOrThrow(Writing.data("[:key \"" + key + "\"]"));
    }

    @Test
    void anEntityVanishesWithComponentsAndReferencesFromPresentPastAndLog() {
        MemoryService memory = Writing.memory();
        try (SingleWriter writer = start(memory.open("main"), EAGER)) {
            Writing.commit(
                    writer,
                    "[{:key \"a\" :note \"one\" :mood \"low\" :part [{:note \"deep\"}]} {:key \"b\"}]");
            Writing.commit(writer, "[{:key \"a\" :note \"two\" :mood \"high\"}]");
            Writing.commit(writer, "[{:key \"b\" :link [[:key \"a\"]]} {:key \"c\"}]");
            Database old = writer.database();
            long a = id(writer, "a");
            excise(writer, "[{:db/excise [:key \"a\"]}]");
            for (String value : List.of("a", "one", "two", "deep", "low", "high")) {
                assertNowhere(writer, value);
            }
            assertThat(everything(writer))
                    .filteredOn(datom -> datom.v().equals(a))
                    .allMatch(datom ->
                            writer.database()
                                    .schema()
                                    .label(datom.a())
                                    .toString()
                                    .equals(":db/excise"));
            assertThat(id(writer, "b")).isNotZero();
            assertThat(old.state().indexes().present(IndexOrder.EAVT).scan(Prefix.entity(a)))
                    .as("a value keeps what it held")
                    .toIterable()
                    .isNotEmpty();
            IndexingTest.assertIsTheLog(writer);
            assertThat(Writing.commit(writer, "[{:key \"a\" :note \"new\"}]").datoms()).hasSize(5);
        }
        assertThat(Verification.of(memory.open("main")).problems()).isEmpty();
        try (SingleWriter writer = start(memory.open("main"), EAGER)) {
            assertNowhere(writer, "two");
            assertThat(id(writer, "a")).isNotZero();
            IndexingTest.assertIsTheLog(writer);
        }
    }

    @Test
    void attributesAndTimesCanBeChosen() {
        try (SingleWriter writer = start(Writing.memory().open("main"), EAGER)) {
            long early = Writing.commit(writer, "[{:key \"a\" :note \"one\" :number 1}]").t();
            Writing.commit(writer, "[{:key \"a\" :note \"two\" :number 2}]");
            Writing.commit(writer, "[{:key \"b\" :note \"three\" :number 3}]");
            excise(
                    writer,
                    "[{:db/excise [:key \"a\"] :db.excise/attrs [:note] :db.excise/beforeT "
                            + (early + 1)
                            + "}]");
            assertNowhere(writer, "one");
            assertThat(everything(writer)).anyMatch(datom -> datom.v().equals("two"));
            assertThat(everything(writer)).anyMatch(datom -> datom.v().equals(1L));
            excise(writer, "[{:db/excise :note}]");
            assertNowhere(writer, "two");
            assertNowhere(writer, "three");
            assertNowhere(writer, List.of("a", "two"));
            assertThat(everything(writer)).anyMatch(datom -> datom.v().equals(3L));
            IndexingTest.assertIsTheLog(writer);
        }
    }

    /// A composite is younger than the bound and copies a part that is older.
    @Test
    void aYoungerCompositeGoesWithThePartThatItRepeats() {
        MemoryService memory = Writing.memory();
        try (SingleWriter writer = start(memory.open("main"), EAGER)) {
            Writing.commit(writer, "[{:key \"a\" :name \"x\" :note \"secret\"}]");
            long later = Writing.commit(writer, "[{:key \"a\" :name \"y\"}]").t();
            Writing.commit(writer, "[{:key \"a\" :note \"open\"}]");
            excise(
                    writer,
                    "[{:db/excise [:key \"a\"] :db.excise/attrs [:note] :db.excise/beforeT "
                            + later
                            + "}]");
            assertNotWithin(writer, "secret");
            assertThat(everything(writer))
                    .as("the part and the composite that came after")
                    .anyMatch(datom -> datom.v().equals(List.of("y", "open")));
            IndexingTest.assertIsTheLog(writer);
        }
        assertThat(Verification.of(memory.open("main")).problems()).isEmpty();
    }

    @Test
    void aCompositeOfTheRequestItselfOrWrittenDuringTheRoundGoes() {
        MemoryService memory = Writing.memory();
        try (SingleWriter writer = start(memory.open("main"), EAGER)) {
            Writing.commit(writer, "[{:key \"a\" :name \"x\" :note \"secret\"}]");
            long t =
                    Writing.commit(
                                    writer,
                                    "[{:db/excise :note} [:db/add [:key \"a\"] :name \"z\"]]")
                            .t();
            for (int number = 0; number < 50; number++) {
                Writing.commit(writer, "[{:key \"a\" :name \"name" + number + "\"}]");
            }
            assertThat(writer.isExcised(t, PATIENCE)).isTrue();
            assertNotWithin(writer, "secret");
            IndexingTest.assertIsTheLog(writer);
        }
        assertThat(Verification.of(memory.open("main")).problems()).isEmpty();
    }

    @Test
    void aCompositeGoesWithTheEntityThatItRefersTo() {
        MemoryService memory = Writing.memory();
        try (SingleWriter writer = start(memory.open("main"), EAGER)) {
            Writing.commit(writer, "[{:key \"a\" :name \"x\" :note \"secret\"}]");
            Writing.commit(writer, "[{:key \"b\" :name \"y\" :to [:key \"a\"]}]");
            long a = id(writer, "a");
            excise(writer, "[{:db/excise [:key \"a\"]}]");
            assertNotWithin(writer, a);
            IndexingTest.assertIsTheLog(writer);
            Writing.commit(writer, "[{:key \"b\" :name \"z\"}]");
            assertNotWithin(writer, a);
        }
        assertThat(Verification.of(memory.open("main")).problems()).isEmpty();
    }

    private static void assertNotWithin(Transactor writer, Object value) {
        assertThat(everything(writer))
                .filteredOn(datom -> !isRequest(writer, datom))
                .noneMatch(datom -> isWithin(datom.v(), value));
    }

    private static boolean isWithin(Object whole, Object value) {
        return whole.equals(value) || (whole instanceof List<?> slots && slots.contains(value));
    }

    private static boolean isRequest(Transactor writer, Datom datom) {
        return writer.database().schema().label(datom.a()).toString().equals(":db/excise");
    }

    @Test
    void databasesInMemoryForgetAsWell() {
        try (SingleWriter writer = start(Writing.memory().open("main"), WriterOptions.inMemory())) {
            Writing.commit(writer, "[{:key \"a\" :note \"one\"}]");
            excise(writer, "[{:db/excise [:key \"a\"]}]");
            assertNowhere(writer, "one");
        }
    }

    @Test
    void nothingOfItIsLeftInTheFile() throws Exception {
        Path file = directory.resolve("secret.factum");
        DatabaseUri uri = DatabaseUri.parse("factum:sqlite:" + file);
        var transactors = new EmbeddedTransactors();
        transactors.create(uri);
        try (Transactor writer = transactors.start(uri, Functions.none())) {
            Writing.commit(writer, Writing.SCHEMA);
            Writing.commit(writer, SCHEMA);
            Writing.commit(writer, "[{:key \"a\" :note \"unspeakable\"} {:key \"b\"}]");
            excise(writer, "[{:db/excise [:key \"b\"]}]");
        }
        assertThat(content(file)).contains("unspeakable");
        try (Transactor writer = transactors.start(uri, Functions.none())) {
            excise(writer, "[{:db/excise [:key \"a\"]}]");
            assertThat(content(file)).doesNotContain("unspeakable");
            assertThat(content(Path.of(file + "-wal"))).doesNotContain("unspeakable");
        }
        assertThat(content(file)).doesNotContain("unspeakable");
        assertThat(transactors.verify(uri).problems()).isEmpty();
    }

    private static String content(Path file) throws java.io.IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    /// Others write meanwhile what they have not seen to be gone.
    @Test
    void writersGoOn() {
        for (long seed = 0; seed < 3; seed++) {
            var random = new Random(seed);
            MemoryService memory = Writing.memory();
            try (SingleWriter writer = start(memory.open("main"), EAGER)) {
                for (int round = 0; round < 12; round++) {
                    IndexingTest.write(writer, random, 120);
                    TxResult asked =
                            Writing.ask(
                                    writer,
                                    Writing.request(
                                            "[{:db/excise [:key \"k"
                                                    + random.nextInt(200)
                                                    + "\"]}]"));
                    IndexingTest.write(writer, random, 40);
                    if (asked instanceof TxResult.Committed(var report)) {
                        assertThat(writer.isExcised(report.t(), PATIENCE)).isTrue();
                        IndexingTest.assertIsTheLog(writer);
                    }
                }
            }
            assertThat(Verification.of(memory.open("main")).problems())
                    .as("seed %s", seed)
                    .isEmpty();
        }
    }

    @Test
    void whoIsKilledAtAnyStepIsFinishedByTheNextOne() {
        for (boolean after : List.of(false, true)) {
            int step = 0;
            while (isKilledAt(step, after)) {
                step++;
            }
            assertThat(step).isGreaterThan(5);
        }
    }

    /// False if everything was done before that step.
    private static boolean isKilledAt(int step, boolean after) {
        MemoryService memory = Writing.memory();
        try (SingleWriter writer = start(memory.open("main"), EAGER)) {
            Writing.commit(writer, "[{:key \"a\" :note \"one\" :part [{:note \"deep\"}]}]");
            excise(writer, "[{:db/excise :mood}]");
            Writing.commit(
                    writer, "[{:key \"a\" :note \"two\"} {:key \"b\" :link [[:key \"a\"]]}]");
        }
        var dying = new DyingStorage(memory.open("main"), step + 1, after);
        try (SingleWriter writer = Writing.start(dying.storage(), EAGER)) {
            Writing.ask(writer, Writing.request("[{:db/excise [:key \"a\"]}]"));
            long t = writer.database().basisT();
            while (!dying.isDead() && !writer.isExcised(t, Duration.ofMillis(10))) {
                Thread.onSpinWait();
            }
        }
        try (SingleWriter writer = start(memory.open("main"), EAGER)) {
            if (writer.database().entid(Writing.data("[:key \"a\"]")).isPresent()
                    && writer.excisedT() == writer.database().basisT()) {
                excise(writer, "[{:db/excise [:key \"a\"]}]");
            }
            assertThat(writer.isExcised(writer.database().basisT(), PATIENCE)).isTrue();
            for (String value : List.of("a", "one", "two", "deep")) {
                assertNowhere(writer, value);
            }
            IndexingTest.assertIsTheLog(writer);
        }
        assertThat(Verification.of(memory.open("main")).problems()).isEmpty();
        return dying.isDead();
    }
}
