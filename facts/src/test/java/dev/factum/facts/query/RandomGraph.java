package dev.factum.facts.query;

import dev.factum.facts.connection.StandardEngine;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Fixture;
import dev.factum.facts.database.Functions;
import dev.factum.facts.database.TxReport;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Indexes;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.index.SegmentStore;
import dev.factum.facts.value.Keyword;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;

/// A small random database with a past: entities with references (one and many), numbers (indexed
/// and not) and booleans, some of them retracted later.
record RandomGraph(Database database, List<Long> ids) {

    private static final String SCHEMA =
            """
            [{:db/ident :g/to :db/valueType :db.type/ref :db/cardinality :db.cardinality/many}
             {:db/ident :g/next :db/valueType :db.type/ref :db/cardinality :db.cardinality/one}
             {:db/ident :g/n :db/valueType :db.type/long :db/cardinality :db.cardinality/one :db/index true}
             {:db/ident :g/m :db/valueType :db.type/long :db/cardinality :db.cardinality/many}
             {:db/ident :g/s :db/valueType :db.type/string :db/cardinality :db.cardinality/one}
             {:db/ident :g/d :db/valueType :db.type/double :db/cardinality :db.cardinality/many}
             {:db/ident :g/on :db/valueType :db.type/boolean :db/cardinality :db.cardinality/one}]
            """;

    static RandomGraph of(RandomGenerator random) {
        Database empty = StandardEngine.emptyDatabase(Functions.none());
        Database known = Fixture.transact(empty, SCHEMA).dbAfter();
        int size = random.nextInt(8) == 0 ? 16 + random.nextInt(10) : 2 + random.nextInt(6);
        var text = new StringBuilder("[");
        for (int node = 0; node < size; node++) {
            text.append(node(random, node, size));
        }
        TxReport report = Fixture.transact(known, text.append("]").toString());
        var ids = new ArrayList<Long>();
        for (int node = 0; node < size; node++) {
            ids.add(Objects.requireNonNull(report.tempids().get("n" + node)));
        }
        Database entered = random.nextBoolean() ? folded(report.dbAfter()) : report.dbAfter();
        Database later = retractSome(entered, ids, random);
        return new RandomGraph(view(later, report.t(), random), ids);
    }

    private static String node(RandomGenerator random, int node, int size) {
        var text = new StringBuilder("{:db/id \"n" + node + "\" :g/n " + random.nextInt(4));
        text.append(" :g/to [");
        for (int edge = random.nextInt(3); edge >= 0; edge--) {
            text.append(" \"n").append(random.nextInt(size)).append('"');
        }
        text.append("] :g/m [").append(random.nextInt(4)).append(' ').append(random.nextInt(4));
        text.append(']');
        if (random.nextBoolean()) {
            text.append(" :g/next \"n").append(random.nextInt(size)).append('"');
        }
        if (random.nextInt(4) > 0) {
            text.append(" :g/s \"s").append(random.nextInt(3)).append('"');
        }
        text.append(" :g/d [").append(random.nextInt(3)).append(".5 -0.0]");
        return text.append(" :g/on ").append(random.nextBoolean()).append('}').toString();
    }

    private static Database retractSome(Database database, List<Long> ids, RandomGenerator random) {
        var txData = new ArrayList<Object>();
        for (Long id : ids) {
            if (random.nextInt(3) == 0) {
                txData.add(List.of(Keyword.of("db/retract"), id, Keyword.of("g/n")));
            }
        }
        return txData.isEmpty() ? database : Fixture.transact(database, txData).dbAfter();
    }

    /// The same database with everything in segments, so that what comes later is worked into them.
    private static Database folded(Database database) {
        Indexes frozen = database.state().indexes().frozen();
        Indexes folded =
                frozen.rebased(frozen.folded(SegmentStore.MEMORY, Set.of(), Set.of()), Set.of());
        return database.withState(database.state().withIndexes(folded));
    }

    private static Database view(Database database, long t, RandomGenerator random) {
        return switch (random.nextInt(5)) {
            case 0 -> database.asOf(t);
            case 1 -> database.history();
            default -> database;
        };
    }

    /// Its facts as lists of entity, attribute and value, schema aside.
    List<List<Object>> facts() {
        var facts = new ArrayList<List<Object>>();
        database.scan(IndexOrder.EAVT, Prefix.all())
                .forEachRemaining(datom -> {
                    Object attribute = database.schema().label(datom.a());
                    if (attribute instanceof Keyword name && name.isIn("g")) {
                        facts.add(List.of(datom.e(), attribute, datom.v()));
                    }
                });
        return facts;
    }
}
