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

/// Transactions: how long loads take in memory; how many people a second at 1, 16 and 64 clients,
/// in memory and durable; and attempts at a contended rule.
public final class TransactComparison implements Comparison {

    private static final int MANY = 2_048;
    private static final int RIVALS = 100;

    /// What must be reached with so many clients.
    ///
    /// @param perSecond in memory
    /// @param ofFloor the share of the floor when durable
    private record Bar(int clients, double perSecond, double ofFloor) {}

    private static final List<Bar> BARS =
            List.of(
                    new Bar(1, 100_000, 0.75),
                    new Bar(16, 150_000, 0.5),
                    new Bar(64, 150_000, 0.4));

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
        Loads.compare(results);
        inMemory(results);
        durable(results);
        for (OfferRule rule : OfferRule.values()) {
            offers(results, rule);
        }
        durableOffers(results);
        results.note(
                "transaction",
                "one new entity with five facts; the answer is awaited; " + Slices.METHOD);
        results.note("bars of this stage", "60,000/s in memory; 0.4, 0.3, 0.25 of the floor");
        results.note(
                "pipelined", "%,d virtual threads, each waiting for its answer".formatted(MANY));
    }

    private static void inMemory(Results results) throws InterruptedException {
        try (Contender ours = new FactumContender("Factum mem", "factum:mem:bench");
                Contender datomic = new DatomicContender()) {
            List<Contender> contenders = List.of(ours, datomic);
            Slices.warmUp(contenders);
            for (Bar bar : BARS) {
                Slice slice = measure(results, "memory", contenders, bar.clients()).getFirst();
                results.atLeast(
                        "G12 tx/s in memory, %d clients".formatted(bar.clients()),
                        bar.perSecond(),
                        slice.perSecond());
                results.atMost(
                        "G12 p99 ms in memory, %d clients".formatted(bar.clients()),
                        2,
                        slice.p99Millis());
            }
        }
    }

    private void durable(Results results) throws IOException, InterruptedException {
        try (var directory = ScratchDirectory.create(name());
                Contender ours =
                        new FactumContender(
                                "Factum SQLite",
                                "factum:sqlite:" + directory.resolve("factum.db"));
                Contender floor = new GroupCommitFloor(directory.path());
                Contender local = new DatomicLocalContender(directory.resolve("local"))) {
            Slices.warmUp(List.of(ours, floor, local));
            for (Bar bar : BARS) {
                List<Slice> slices =
                        measure(results, "durable", List.of(ours, floor, local), bar.clients());
                Slice factum = slices.getFirst();
                Slice raw = slices.get(1);
                results.atLeast(
                        "G13 share of the floor, %d clients".formatted(bar.clients()),
                        bar.ofFloor(),
                        factum.perSecond() / raw.perSecond());
                if (bar.clients() == 16) {
                    results.atMost(
                            "G14 p99 / floor's, 16 clients",
                            3,
                            factum.p99Millis() / raw.p99Millis());
                }
            }
            Slice pipelined = measure(results, "durable", List.of(ours, floor), MANY).getFirst();
            results.atLeast("G15 tx/s pipelined", 120_000, pipelined.perSecond());
        }
    }

    private static void offers(Results results, OfferRule rule) throws InterruptedException {
        try (var ours = new OfferContender(rule, "factum:mem:offers");
                Contender datomic = new DatomicOfferContender(rule)) {
            List<Contender> contenders = List.of(ours, datomic);
            Slices.warmUp(contenders);
            Slice slice = measure(results, "offers", contenders, RIVALS).getFirst();
            results.figure(ours.name() + " accepted share", ours.acceptedShare());
            results.atLeast(
                    "G16 attempts/s by " + rule.label,
                    rule == OfferRule.INDEX ? 200_000 : 100_000,
                    slice.perSecond());
        }
    }

    private void durableOffers(Results results) throws IOException, InterruptedException {
        try (var directory = ScratchDirectory.create(name());
                var ours =
                        new OfferContender(
                                OfferRule.MIXED,
                                "factum:sqlite:" + directory.resolve("offers.db"));
                Contender floor = new GroupCommitFloor(directory.path())) {
            List<Contender> contenders = List.of(ours, floor);
            Slices.warmUp(contenders);
            List<Slice> slices = measure(results, "durable offers", contenders, RIVALS);
            double floorAt64 = Slices.inTurns(List.of(floor), 64).getFirst().perSecond();
            results.atLeast(
                    "G17 accepted offers/s / floor at 64",
                    0.3,
                    slices.getFirst().perSecond() * ours.acceptedShare() / floorAt64);
        }
    }

    /// The slices of the contenders, in their order.
    private static List<Slice> measure(
            Results results, String kind, List<? extends Contender> contenders, int clients)
            throws InterruptedException {
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
        return slices;
    }

    private static void report(Results results, Contender contender, int clients, Slice slice) {
        results.progress(
                "%-22s %4d clients %,10.0f tx/s, p50 %.3f ms, p99 %.2f ms"
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
