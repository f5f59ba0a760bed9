package dev.factum.bench.transact;

import dev.factum.bench.measure.Comparison;
import dev.factum.bench.measure.Results;
import dev.factum.bench.measure.Turns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Single-entity transactions of five facts per second, at 1, 16 and 64 clients.
public final class TransactComparison implements Comparison {

    private static final List<Integer> CLIENTS = List.of(1, 16, 64);
    private static final Duration SLICE = Duration.ofSeconds(2);
    private static final int ROUNDS = 3;

    @Override
    public String name() {
        return "transact";
    }

    @Override
    public String description() {
        return "transactions/s in memory beside com.datomic:peer; durable beside com.datomic:local and raw group commit";
    }

    @Override
    public void run(Results results) throws IOException, InterruptedException {
        try (Contender ours = new FactumContender("Factum mem", "factum:mem:bench");
                Contender datomic = new DatomicContender()) {
            measure(results, "memory", List.of(ours, datomic));
        }
        Path directory = Files.createTempDirectory(Path.of("").toAbsolutePath(), "bench-transact");
        try (Contender ours =
                        new FactumContender(
                                "Factum SQLite",
                                "factum:sqlite:" + directory.resolve("factum.db"));
                Contender local =
                        new DatomicLocalContender(directory.resolve("local").toAbsolutePath());
                Contender floor = new GroupCommitFloor(directory)) {
            measure(results, "durable", List.of(ours, floor, local));
        } finally {
            delete(directory);
        }
        results.note(
                "transaction",
                "one new entity with five facts; the answer is awaited; medians of "
                        + ROUNDS
                        + " slices of 2 s in turns");
    }

    private static void measure(Results results, String kind, List<Contender> contenders)
            throws InterruptedException {
        for (Contender contender : contenders) {
            Clients.run(16, SLICE, contender::transact);
        }
        for (int clients : CLIENTS) {
            Map<Contender, List<Clients.Slice>> slices = new LinkedHashMap<>();
            for (int round = 0; round < ROUNDS; round++) {
                for (Contender contender : contenders) {
                    slices.computeIfAbsent(contender, _ -> new ArrayList<>())
                            .add(Clients.run(clients, SLICE, contender::transact));
                }
            }
            double ours = report(results, contenders.getFirst(), clients, slices);
            for (Contender other : contenders.subList(1, contenders.size())) {
                double theirs = report(results, other, clients, slices);
                results.ratio(kind + " " + clients + " clients / " + other.name(), ours / theirs);
            }
        }
    }

    private static double report(
            Results results,
            Contender contender,
            int clients,
            Map<Contender, List<Clients.Slice>> slices) {
        List<Clients.Slice> own = slices.getOrDefault(contender, List.of());
        double perSecond = Turns.median(own.stream().map(Clients.Slice::perSecond).toList());
        double p99 = Turns.median(own.stream().map(Clients.Slice::p99Millis).toList());
        results.progress(
                "%-22s %3d clients %,10.0f tx/s, p99 %.2f ms"
                        .formatted(contender.name(), clients, perSecond, p99));
        results.figure(contender.name() + " " + clients + " clients tx/s", perSecond);
        results.figure(contender.name() + " " + clients + " clients p99 ms", p99);
        return perSecond;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
