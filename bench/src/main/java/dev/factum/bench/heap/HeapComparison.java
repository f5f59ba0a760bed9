package dev.factum.bench.heap;

import datomic.Util;
import dev.factum.bench.measure.Comparison;
import dev.factum.bench.measure.Results;
import dev.factum.bench.people.PeopleData;
import dev.factum.bench.people.PeopleForms;
import dev.factum.facts.connection.StandardEngine;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.value.Keyword;
import dev.factum.peer.Peer;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/// What a million datoms (200,000 people) take of the heap after a full collection, with every
/// attribute kept by value. The values themselves are shared with the data they come from, and not
/// counted.
public final class HeapComparison implements Comparison {

    private static final int PEOPLE = Integer.getInteger("people", 200_000);
    private static final double DATOMS = PEOPLE * 5.0 + PEOPLE / (double) PeopleForms.BATCH;
    private static final int COLLECTIONS = 4;

    @Override
    public String name() {
        return "heap";
    }

    @Override
    public String description() {
        return "heap for each of a million datoms with EAVT, AEVT and AVET, beside com.datomic:peer";
    }

    /// Makes a database of people, and answers what keeps it in memory.
    @FunctionalInterface
    private interface Building {
        Object build(List<List<Map<Object, Object>>> batches) throws Exception;
    }

    @Override
    public void run(Results results) {
        double value = measure(results, "Factum database value", Keyword::of, this::value);
        double memory = measure(results, "Factum mem with its log", Keyword::of, this::memory);
        double datomic =
                measure(
                        results,
                        "Datomic mem with its log",
                        word -> Objects.requireNonNull(Util.read(":" + word)),
                        this::datomic);
        results.ratio("Datomic mem / Factum mem, heap", datomic / memory);
        results.atMost("G18 bytes of heap per datom (this stage: 60)", 30, value);
        results.note(
                "data",
                "%,d people in transactions of %,d; EAVT, AEVT, AVET, current and history"
                        .formatted(PEOPLE, PeopleForms.BATCH));
    }

    private static double measure(
            Results results, String who, Function<String, Object> keyword, Building building) {
        List<List<Map<Object, Object>>> batches = new ArrayList<>();
        new PeopleForms(PeopleData.people(PEOPLE), keyword).forEachRemaining(batches::add);
        long before = usedAfterCollection();
        try {
            Object built = building.build(batches);
            double perDatom = (usedAfterCollection() - before) / DATOMS;
            results.progress("%-26s %.1f bytes a datom".formatted(who, perDatom));
            results.figure(who + " bytes/datom", perDatom);
            if (built.equals(batches)) {
                throw new IllegalStateException("Neither may be collected before");
            }
            return perDatom;
        } catch (Exception e) {
            throw new IllegalStateException(who, e);
        }
    }

    private static long usedAfterCollection() {
        for (int collection = 0; collection < COLLECTIONS; collection++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private Object value(List<List<Map<Object, Object>>> batches) {
        Database db =
                StandardEngine.emptyDatabase(Functions.none())
                        .with(
                                (List<?>)
                                        Objects.requireNonNull(
                                                Edn.read(PeopleData.schemaByValue())))
                        .dbAfter();
        for (List<?> batch : batches) {
            db = db.with(batch).dbAfter();
        }
        return db;
    }

    private Object memory(List<List<Map<Object, Object>>> batches) {
        var peer = Peer.open();
        peer.createDatabase("factum:mem:heap");
        var connection = peer.connect("factum:mem:heap");
        connection.transact(PeopleData.schemaByValue());
        batches.forEach(connection::transact);
        return connection;
    }

    private Object datomic(List<List<Map<Object, Object>>> batches)
            throws InterruptedException, ExecutionException {
        String uri = "datomic:mem://" + datomic.Peer.squuid();
        datomic.Peer.createDatabase(uri);
        datomic.Connection connection = datomic.Peer.connect(uri);
        connection.transact((List<?>) Util.read(PeopleData.schemaByValue())).get();
        for (List<?> batch : batches) {
            connection.transactAsync(batch).get();
        }
        return connection;
    }
}
