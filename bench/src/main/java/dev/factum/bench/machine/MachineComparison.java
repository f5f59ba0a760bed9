package dev.factum.bench.machine;

import dev.factum.bench.load.Contender;
import dev.factum.bench.load.GroupCommitFloor;
import dev.factum.bench.load.ScratchDirectory;
import dev.factum.bench.load.Slice;
import dev.factum.bench.load.Slices;
import dev.factum.bench.measure.Comparison;
import dev.factum.bench.measure.Results;
import dev.factum.machine.run.RunnerStats;
import java.io.IOException;
import java.util.List;

/// Messages per second from end to end through the effect machine on SQLite, with 1, 16 and 64 keys
/// in flight.
public final class MachineComparison implements Comparison {

    private static final List<Integer> KEYS = List.of(1, 16, 64);

    @Override
    public String name() {
        return "machine";
    }

    @Override
    public String description() {
        return "messages/s from end to end through the effect machine, durable, beside raw group commit";
    }

    @Override
    public void run(Results results) throws IOException, InterruptedException {
        try (var directory = ScratchDirectory.create(name());
                var ours = new MachineContender(directory.resolve("cards.db"));
                var floor = new GroupCommitFloor(directory.path())) {
            Slices.warmUp(List.of(ours, floor));
            double messagesPerSecond = 0;
            for (int keys : KEYS) {
                List<Slice> slices = Slices.inTurns(List.of(ours, floor), keys);
                report(results, ours, keys, slices.getFirst());
                report(results, floor, keys, slices.getLast());
                messagesPerSecond = slices.getFirst().perSecond();
                results.ratio(
                        keys + " keys / " + floor.name(),
                        messagesPerSecond / slices.getLast().perSecond());
            }
            results.figure("messagesPerSecond", messagesPerSecond);
            note(results, ours.stats(), ours.strays());
        }
    }

    private static void note(Results results, RunnerStats stats, long strays) {
        results.note(
                "message",
                "received, taken once, one card blocked, committed on SQLite, one message relayed"
                        + " to a subscriber in the process; its arrival is awaited; "
                        + Slices.METHOD);
        results.note("messagesPerSecond", "with " + KEYS.getLast() + " keys in flight");
        results.note(
                "runs",
                "%,d decided, %,d handler runs after a conflict, %,d set aside, %,d arrived twice"
                        .formatted(stats.decided(), stats.reRuns(), stats.parked(), strays));
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
        String who = contender.name() + " " + keys + " keys ";
        results.figure(who + "messages/s", slice.perSecond());
        results.figure(who + "p50 ms", slice.p50Millis());
        results.figure(who + "p99 ms", slice.p99Millis());
        results.figure(who + "CPU ms per message", slice.cpuMillis());
    }
}
