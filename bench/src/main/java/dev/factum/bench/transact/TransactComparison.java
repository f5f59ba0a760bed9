package dev.factum.bench.transact;

import dev.factum.bench.load.Contender;
import dev.factum.bench.load.GroupCommitFloor;
import dev.factum.bench.load.ScratchDirectory;
import dev.factum.bench.load.Slice;
import dev.factum.bench.load.Slices;
import dev.factum.bench.measure.Comparison;
import dev.factum.bench.measure.Results;
import java.io.IOException;
import java.util.List;

/// Single-entity transactions of five facts per second, at 1, 16 and 64 clients.
public final class TransactComparison implements Comparison {

    private static final List<Integer> CLIENTS = List.of(1, 16, 64);

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
        try (var directory = ScratchDirectory.create(name());
                Contender ours =
                        new FactumContender(
                                "Factum SQLite",
                                "factum:sqlite:" + directory.resolve("factum.db"));
                Contender local = new DatomicLocalContender(directory.resolve("local"));
                Contender floor = new GroupCommitFloor(directory.path())) {
            measure(results, "durable", List.of(ours, floor, local));
        }
        results.note(
                "transaction",
                "one new entity with five facts; the answer is awaited; " + Slices.METHOD);
    }

    private static void measure(Results results, String kind, List<Contender> contenders)
            throws InterruptedException {
        Slices.warmUp(contenders);
        for (int clients : CLIENTS) {
            List<Slice> slices = Slices.inTurns(contenders, clients);
            double ours = slices.getFirst().perSecond();
            for (int each = 0; each < contenders.size(); each++) {
                Contender contender = contenders.get(each);
                report(results, contender, clients, slices.get(each));
                if (each > 0) {
                    results.ratio(
                            kind + " " + clients + " clients / " + contender.name(),
                            ours / slices.get(each).perSecond());
                }
            }
        }
    }

    private static void report(Results results, Contender contender, int clients, Slice slice) {
        results.progress(
                "%-22s %3d clients %,10.0f tx/s, p50 %.3f ms, p99 %.2f ms"
                        .formatted(
                                contender.name(),
                                clients,
                                slice.perSecond(),
                                slice.p50Millis(),
                                slice.p99Millis()));
        String who = contender.name() + " " + clients + " clients ";
        results.figure(who + "tx/s", slice.perSecond());
        results.figure(who + "p99 ms", slice.p99Millis());
    }
}
