package dev.factum.bench.open;

import dev.factum.bench.load.Disk;
import dev.factum.bench.load.ScratchDirectory;
import dev.factum.bench.measure.Comparison;
import dev.factum.bench.measure.Results;
import dev.factum.bench.measure.Turns;
import dev.factum.bench.people.PeopleData;
import dev.factum.bench.people.PeopleForms;
import dev.factum.facts.connection.Connection;
import dev.factum.facts.database.Database;
import dev.factum.facts.value.Keyword;
import dev.factum.peer.Peer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Databases of several sizes in SQLite files: how long opening takes, what a look into the past
/// costs whose result is the same in all of them, what they take of the disk, and how long a
/// transaction takes at worst while indexes are merged.
public final class OpenComparison implements Comparison {

    private static final List<Integer> SIZES =
            Arrays.stream(System.getProperty("datoms", "10000,100000,1000000,10000000").split(","))
                    .map(Integer::valueOf)
                    .toList();
    private static final int OPENINGS = 3;
    private static final int CHANGES = 10;
    private static final long SECOND = 1_000_000_000L;
    private static final int WINDOWS = 20;
    private static final int WARM_UP_WINDOWS = 5;
    private static final Object WATCHED = List.of(Keyword.of("id"), 1L);

    @Override
    public String name() {
        return "open";
    }

    @Override
    public String description() {
        return "opening 10^4 to 10^7 datoms, their past, their size on disk, and writing during merges";
    }

    @Override
    public void run(Results results) throws IOException {
        for (int datoms : SIZES) {
            try (var directory = ScratchDirectory.create(name())) {
                run(results, directory, datoms);
            }
        }
        results.note(
                "past",
                "one entity whose age changed %d times: its whole history, and its ages as of a moment between"
                        .formatted(CHANGES));
        results.note(
                "worst second",
                "99th percentile of a one-person transaction by one client, for each of %d seconds after %d for warming up; merges happen in some"
                        .formatted(WINDOWS, WARM_UP_WINDOWS));
    }

    private static void run(Results results, ScratchDirectory directory, int datoms)
            throws IOException {
        String uri = "factum:sqlite:" + directory.resolve("factum.db");
        String size = "%,d datoms: ".formatted(datoms);
        build(uri, datoms);
        double perDatom = Disk.bytes(directory.path(), "factum") / (double) datoms;
        results.figure(size + "bytes on disk per datom", perDatom);
        List<Double> openings = new ArrayList<>();
        for (int opening = 0; opening < OPENINGS; opening++) {
            long start = System.nanoTime();
            try (Peer peer = Peer.open()) {
                requirePresent(peer.connect(uri).db());
                openings.add((System.nanoTime() - start) / 1e6);
            }
        }
        double open = Turns.median(openings);
        results.figure(size + "open ms", open);
        try (Peer peer = Peer.open()) {
            Connection connection = peer.connect(uri);
            past(results, size, connection.db());
            results.progress(
                    "%s open %.1f ms, %.1f bytes a datom on disk".formatted(size, open, perDatom));
            worstSecond(results, size, connection);
        }
        if (datoms == SIZES.getLast()) {
            results.atMost(size + "open ms", 1_000, open);
            results.atMost(size + "bytes on disk per datom", 60, perDatom);
        }
    }

    /// People, and among them one entity that changes now and then.
    private static void build(String uri, int datoms) {
        try (Peer peer = Peer.open()) {
            peer.createDatabase(uri);
            Connection connection = peer.connect(uri);
            connection.transact(PeopleData.schemaByValue());
            var forms = new PeopleForms(PeopleData.people(datoms / 5), Keyword::of);
            int transactions = (datoms / 5 + PeopleForms.BATCH - 1) / PeopleForms.BATCH;
            int done = 0;
            long age = 0;
            while (forms.hasNext()) {
                connection.transact(forms.next());
                done++;
                while (age * transactions < (long) done * CHANGES) {
                    age(connection, age++);
                }
            }
        }
    }

    private static void age(Connection connection, long age) {
        connection.transact(List.of(Map.of(Keyword.of("id"), 1L, Keyword.of("age"), age)));
    }

    private static void requirePresent(Database db) {
        if (db.entid(WATCHED).isEmpty()) {
            throw new IllegalStateException("The database was not opened as it was written");
        }
    }

    private static void past(Results results, String size, Database db) {
        long entity = db.entidOrThrow(WATCHED);
        Database between = db.asOf(db.basisT() - db.basisT() / 3);
        Database history = db.history();
        String ages = "[:find ?age ?tx :in $ ?e :where [?e :age ?age ?tx true]]";
        Turns.Pair pair =
                Turns.of(
                        () -> Objects.requireNonNull(history.query(ages, entity)),
                        () -> Objects.requireNonNull(between.query(ages, entity)));
        results.figure(size + "history of an entity ms", pair.ours());
        results.figure(size + "asOf of an entity ms", pair.theirs());
        results.progress(
                "%s history of an entity %.4f ms, asOf %.4f ms"
                        .formatted(size, pair.ours(), pair.theirs()));
    }

    private static void worstSecond(Results results, String size, Connection connection) {
        List<Double> seconds = new ArrayList<>();
        long number = 0;
        for (int window = -WARM_UP_WINDOWS; window < WINDOWS; window++) {
            long end = System.nanoTime() + SECOND;
            List<Long> times = new ArrayList<>();
            while (System.nanoTime() < end) {
                long start = System.nanoTime();
                connection.transact(List.of(person(number++)));
                times.add(System.nanoTime() - start);
            }
            times.sort(null);
            if (window >= 0) {
                seconds.add(times.get((int) (times.size() * 0.99)) / 1e6);
            }
        }
        seconds.sort(null);
        double usual = seconds.get(seconds.size() / 2);
        results.figure(size + "p99 ms of the median second", usual);
        results.figure(size + "p99 ms of the worst second", seconds.getLast());
        results.atMost(size + "worst p99 / median p99", 5, seconds.getLast() / usual);
    }

    private static Map<Keyword, Object> person(long number) {
        return Map.of(
                Keyword.of("name"),
                "n" + (number & 7),
                Keyword.of("last-name"),
                "l" + number % 6,
                Keyword.of("sex"),
                Keyword.of("male"),
                Keyword.of("age"),
                number % 100,
                Keyword.of("salary"),
                number % 100_000);
    }
}
