package dev.factum.bench.machine;

import dev.factum.bench.load.Contender;
import dev.factum.facts.connection.Connection;
import dev.factum.facts.database.Database;
import dev.factum.facts.schema.Attribute;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Fact;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import dev.factum.machine.run.InProcessBroker;
import dev.factum.machine.run.Machine;
import dev.factum.machine.run.Runner;
import dev.factum.machine.run.RunnerStats;
import dev.factum.peer.Peer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAccumulator;

/// Decisions that read and write counters of which a few are wanted by almost everybody: a hundred
/// thousand, drawn by Zipf's law with exponent 0.99. Every message has a key of its own, so nothing
/// but the check of reads at the commit keeps them apart. On SQLite.
final class HotKeyContender implements Contender {

    private static final int COUNTERS = 100_000;
    private static final double EXPONENT = 0.99;
    private static final int A_BATCH = 1_000;
    private static final Topic COUNT = Topic.of("count");
    private static final Attribute<Long> NUMBER = Attribute.longNumber("counter/number").identity();
    private static final Attribute<Long> VALUE = Attribute.longNumber("counter/value");

    /// Adds one to a counter.
    record Count(long counter) {}

    private final Peer peer = Peer.open();
    private final Connection connection;
    private final Runner runner;
    private final double[] shares = shares();
    private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

    HotKeyContender(Path file) {
        String uri = "factum:sqlite:" + file;
        peer.createDatabase(uri);
        this.connection = peer.connect(uri);
        connection.transact(List.of(NUMBER.declaration(), VALUE.declaration()));
        for (long next = 0; next < COUNTERS; next += A_BATCH) {
            List<Map<?, ?>> counters = new ArrayList<>();
            for (long number = next; number < next + A_BATCH; number++) {
                counters.add(Map.of(NUMBER.ident(), number, VALUE.ident(), 0L));
            }
            connection.transact(counters);
        }
        Machine machine =
                Machine.builder()
                        .on(
                                COUNT,
                                "count",
                                Count.class,
                                (count, db, _) -> count(count, db),
                                Contract.nothing().reads(NUMBER, VALUE).writes(VALUE))
                        .build();
        this.runner = Runner.start(machine, connection, new InProcessBroker());
    }

    private static Effects count(Count count, Database db) {
        long value = db.entity(NUMBER.is(count.counter())).orElseThrow().get(VALUE).orElseThrow();
        return Effects.facts(Fact.set(NUMBER.is(count.counter()), VALUE, value + 1));
    }

    private static double[] shares() {
        double[] shares = new double[COUNTERS];
        double sum = 0;
        for (int rank = 0; rank < COUNTERS; rank++) {
            sum += 1 / Math.pow(rank + 1, EXPONENT);
            shares[rank] = sum;
        }
        return shares;
    }

    private long drawn(long number) {
        double wanted = new SplittableRandom(number).nextDouble() * shares[COUNTERS - 1];
        int found = Arrays.binarySearch(shares, wanted);
        return Math.min(COUNTERS - 1, found < 0 ? -found - 1 : found);
    }

    @Override
    public String name() {
        return "Factum hot key";
    }

    @Override
    public void send(long number) {
        long start = System.nanoTime();
        String id = "count-" + number;
        Message message = Message.of(id, COUNT, id, Instant.EPOCH, new Count(drawn(number)));
        runner.call(message)
                .error()
                .ifPresent(error -> {
                    throw error;
                });
        longest.accumulate(System.nanoTime() - start);
    }

    RunnerStats stats() {
        return runner.stats();
    }

    /// The longest that any message has taken.
    double longestMillis() {
        return longest.get() / 1e6;
    }

    /// True if every decision counts, each once.
    boolean isExact() {
        long sum = 0;
        Database db = connection.db();
        for (long number = 0; number < COUNTERS; number++) {
            sum += db.entity(NUMBER.is(number)).orElseThrow().get(VALUE).orElseThrow();
        }
        return sum == stats().decided();
    }

    @Override
    public void close() {
        runner.close();
        connection.close();
        peer.close();
    }
}
