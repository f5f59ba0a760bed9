package dev.factum.bench.machine;

import dev.factum.bench.load.Contender;
import dev.factum.bench.load.GroupCommitFloor;
import dev.factum.bench.load.ScratchDirectory;
import dev.factum.bench.load.Slice;
import dev.factum.bench.load.Slices;
import dev.factum.bench.load.SteadyRate;
import dev.factum.bench.measure.Comparison;
import dev.factum.bench.measure.Results;
import dev.factum.machine.run.RunnerStats;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Messages per second from end to end through the effect machine on SQLite, with 1, 16 and 64 keys
/// in flight, beside raw group commit and beside what else does such a job, on PostgreSQL.
public final class MachineComparison implements Comparison {

    private static final List<Integer> KEYS = List.of(1, 16, 64);
    private static final int MOST_KEYS = 64;
    private static final Duration STEADY = Duration.ofSeconds(8);

    @Override
    public String name() {
        return "machine";
    }

    @Override
    public String description() {
        return "messages/s from end to end through the effect machine, durable, beside DBOS and an outbox";
    }

    @Override
    public void run(Results results) throws IOException, InterruptedException {
        try (var directory = ScratchDirectory.create(name())) {
            job(results, directory);
            hotKey(results, directory);
        }
    }

    // ---- take a message once, block a card, emit one message

    private static void job(Results results, ScratchDirectory directory)
            throws InterruptedException {
        try (var postgres = new PostgresCards(directory.resolve("postgres"));
                var outboxPostgres = new PostgresCards(directory.resolve("outbox"));
                var ours = new MachineContender(directory.resolve("cards.db"));
                var floor = new GroupCommitFloor(directory.path());
                var dbos = new DbosContender(postgres);
                var outbox = new OutboxContender(outboxPostgres)) {
            List<Contender> contenders = List.of(ours, floor, dbos, outbox);
            Slices.warmUp(contenders);
            for (int keys : KEYS) {
                compare(results, contenders, keys);
            }
            double most = results.figure(figure(ours, MOST_KEYS, "messages/s"));
            results.atLeast("messages/s, 64 keys", 10_000, most);
            steady(results, ours, most / 2);
            note(results, ours.stats(), ours.strays());
        }
    }

    private static void compare(Results results, List<Contender> contenders, int keys)
            throws InterruptedException {
        List<Slice> slices = Slices.inTurns(contenders, keys);
        double ours = slices.getFirst().perSecond();
        for (int each = 0; each < slices.size(); each++) {
            report(results, contenders.get(each), keys, slices.get(each));
            if (each > 0) {
                double ratio = ours / slices.get(each).perSecond();
                results.ratio(keys + " keys / " + contenders.get(each).name(), ratio);
                if (each > 1) {
                    results.atLeast(
                            "messages/s / %s, %d keys".formatted(contenders.get(each).name(), keys),
                            10,
                            ratio);
                }
            }
        }
    }

    private static String figure(Contender contender, int keys, String what) {
        return "%s %d keys %s".formatted(contender.name(), keys, what);
    }

    private static void report(Results results, Contender contender, int keys, Slice slice) {
        results.progress(
                "%-22s %3d keys %,10.0f messages/s, p50 %.3f ms, p99 %.2f ms, CPU %.4f ms"
                        .formatted(
                                contender.name(),
                                keys,
                                slice.perSecond(),
                                slice.p50Millis(),
                                slice.p99Millis(),
                                slice.cpuMillis()));
        results.figure(figure(contender, keys, "messages/s"), slice.perSecond());
        results.figure(figure(contender, keys, "p50 ms"), slice.p50Millis());
        results.figure(figure(contender, keys, "p99 ms"), slice.p99Millis());
        results.figure(figure(contender, keys, "CPU ms per message"), slice.cpuMillis());
    }

    private static void steady(Results results, Contender ours, double perSecond)
            throws InterruptedException {
        ours.prepare();
        double[] times = SteadyRate.run(perSecond, STEADY, ours::send);
        double p50 = times[times.length / 2];
        double p99 = times[times.length * 99 / 100];
        results.progress(
                "%s at a steady %,.0f messages/s: p50 %.2f ms, p99 %.2f ms"
                        .formatted(ours.name(), perSecond, p50, p99));
        results.figure("half load p50 ms", p50);
        results.figure("half load p99 ms", p99);
        results.atMost("p99 ms at half load", 5, p99);
    }

    private static void note(Results results, RunnerStats stats, long strays) {
        results.note(
                "message",
                "received, taken once, one card blocked, committed durably, one message relayed"
                        + " to a subscriber in the process; its arrival is awaited; "
                        + Slices.METHOD);
        results.note(
                "half load",
                "asked at half of the rate of 64 keys for %d s; times from when each was due"
                        .formatted(STEADY.toSeconds()));
        results.note(
                "CPU",
                "of this process, clients and load generator included; PostgreSQL's is not counted");
        results.note(
                "runs",
                "%,d decided, %,d handler runs after a conflict, %,d set aside, %,d arrived twice"
                        .formatted(stats.decided(), stats.reRuns(), stats.parked(), strays));
    }

    // ---- a few counters that everybody wants

    private static void hotKey(Results results, ScratchDirectory directory)
            throws InterruptedException {
        try (var hot = new HotKeyContender(directory.resolve("hot.db"))) {
            Slices.warmUp(List.of(hot));
            RunnerStats before = hot.stats();
            Slice slice = Slices.inTurns(List.of(hot), MOST_KEYS).getFirst();
            RunnerStats after = hot.stats();
            report(results, hot, MOST_KEYS, slice);
            double share =
                    (after.reRuns() - before.reRuns())
                            / (double) (after.decided() - before.decided());
            results.figure("hot key runs again per message", share);
            results.figure("hot key longest ms", hot.longestMillis());
            results.note(
                    "hot key",
                    "100,000 counters by Zipf 0.99, 64 in flight without routing by key; the sum is %s"
                            .formatted(hot.isExact() ? "exact" : "WRONG"));
        }
    }
}
