package dev.factum.bench.machine;

import dev.factum.bench.load.ScratchDirectory;
import dev.factum.bench.measure.Comparison;
import dev.factum.bench.measure.Results;
import dev.factum.facts.connection.Connection;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.OutgoingMessage;
import dev.factum.machine.effect.Request;
import dev.factum.machine.effect.Timer;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import dev.factum.machine.run.InProcessBroker;
import dev.factum.machine.run.Machine;
import dev.factum.machine.run.Receipt;
import dev.factum.machine.run.Runner;
import dev.factum.machine.run.RunnerOptions;
import dev.factum.peer.Peer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// What waits: how late timers fire beside many that wait, and how long it takes to perform what an
/// earlier process has left unperformed. On SQLite.
public final class AgendaComparison implements Comparison {

    private static final Topic SET = Topic.of("set");
    private static final Topic RING = Topic.of("ring");
    private static final int A_BATCH = 1_000;
    private static final int WATCHED = 500;
    private static final List<Integer> WAITING =
            Arrays.stream(System.getProperty("waiting", "0,10000,1000000").split(","))
                    .map(Integer::valueOf)
                    .toList();
    private static final int UNPERFORMED = 100_000;
    private static final List<Integer> TOGETHER = List.of(1, 1_000);
    private static final Contract CONTRACT =
            Contract.nothing().sends(RING, Ring.class).requests(InstantPartner.NAME);

    /// Sets timers, the first of them at a moment, each a little after the one before.
    record SetTimers(String name, int count, Instant first, long apartMillis) {}

    /// Plans requests.
    record Ask(String name, int count) {}

    record Ring(String name) {}

    @Override
    public String name() {
        return "agenda";
    }

    @Override
    public String description() {
        return "how late timers fire beside a million that wait, and performing 100,000 left requests";
    }

    private static Machine machine() {
        return Machine.builder()
                .on(SET, "timers", SetTimers.class, (set, _, _) -> timers(set), CONTRACT)
                .on(SET, "requests", Ask.class, (ask, _, _) -> requests(ask), CONTRACT)
                .build();
    }

    private static Effects timers(SetTimers set) {
        List<Effects> all = new ArrayList<>(set.count());
        for (int number = 0; number < set.count(); number++) {
            String id = set.name() + "/" + number;
            Instant due = set.first().plusMillis(number * set.apartMillis());
            var ring = OutgoingMessage.of(RING, id, new Ring(id));
            all.add(Effects.none().timer(Timer.at(id, due, ring)));
        }
        return Effects.merge(all);
    }

    private static Effects requests(Ask ask) {
        List<Effects> all = new ArrayList<>(ask.count());
        for (int number = 0; number < ask.count(); number++) {
            String path = "/" + number;
            all.add(
                    Effects.none()
                            .request(Request.of("r" + number, "POST", InstantPartner.NAME, path)));
        }
        return Effects.merge(all);
    }

    @Override
    public void run(Results results) throws IOException, InterruptedException {
        for (int waiting : WAITING) {
            try (var directory = ScratchDirectory.create(name())) {
                lateness(results, "factum:sqlite:" + directory.resolve("timers.db"), waiting);
            }
        }
        for (int together : TOGETHER) {
            try (var directory = ScratchDirectory.create(name())) {
                restart(results, "factum:sqlite:" + directory.resolve("requests.db"), together);
            }
        }
    }

    private static Message message(String id, Record payload) {
        return Message.of(id, SET, id, Instant.now(), payload);
    }

    // ---- timers

    private static void lateness(Results results, String uri, int waiting)
            throws InterruptedException {
        var broker = new InProcessBroker();
        BlockingQueue<Long> late = new LinkedBlockingQueue<>();
        broker.subscribe(
                "outside",
                Set.of(RING),
                delivered -> {
                    late.add(
                            Duration.between(delivered.message().time(), Instant.now()).toMillis());
                    delivered.acknowledge();
                });
        try (Peer peer = Peer.open()) {
            peer.createDatabase(uri);
            try (Runner runner = Runner.start(machine(), peer.connect(uri), broker)) {
                Instant far = Instant.now().plus(Duration.ofDays(30));
                for (int done = 0; done < waiting; done += A_BATCH) {
                    runner.call(
                            message("far" + done, new SetTimers("far" + done, A_BATCH, far, 1)));
                }
                fire(runner, "warm", late);
                List<Long> times = fire(runner, "near", late);
                report(results, waiting, times);
            }
        }
    }

    private static List<Long> fire(Runner runner, String name, BlockingQueue<Long> late)
            throws InterruptedException {
        Instant soon = Instant.now().plusMillis(500);
        runner.call(message(name, new SetTimers(name, WATCHED, soon, 4)));
        List<Long> times = new ArrayList<>();
        while (times.size() < WATCHED) {
            Long next = late.poll(30, TimeUnit.SECONDS);
            if (next == null) {
                throw new IllegalStateException("A timer did not fire");
            }
            times.add(next);
        }
        times.sort(null);
        return times;
    }

    private static void report(Results results, int waiting, List<Long> times) {
        String what = "%,d timers wait: ".formatted(waiting);
        double p50 = times.get(times.size() / 2);
        double p99 = times.get(times.size() * 99 / 100);
        results.progress("%slate p50 %.0f ms, p99 %.0f ms".formatted(what, p50, p99));
        results.figure(what + "late p50 ms", p50);
        results.figure(what + "late p99 ms", p99);
    }

    // ---- requests

    /// @param together how many requests one decision plans
    private static void restart(Results results, String uri, int together)
            throws InterruptedException {
        try (Peer peer = Peer.open()) {
            peer.createDatabase(uri);
            try (Runner runner =
                    Runner.start(machine(), peer.connect(uri), new InProcessBroker())) {
                List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
                for (int done = 0; done < UNPERFORMED; done += together) {
                    receipts.add(
                            runner.submit(message("ask" + done, new Ask("ask" + done, together))));
                }
                receipts.forEach(CompletableFuture::join);
            }
        }
        var partner = new InstantPartner(UNPERFORMED);
        try (Peer peer = Peer.open()) {
            long start = System.nanoTime();
            Connection connection = peer.connect(uri);
            try (Runner runner =
                    Runner.start(
                            machine(),
                            connection,
                            new InProcessBroker(),
                            RunnerOptions.standard().gateway(partner))) {
                boolean isDone =
                        partner.awaitAll(Duration.ofMinutes(2))
                                && runner.awaitIdle(Duration.ofMinutes(1));
                double seconds = (System.nanoTime() - start) / 1e9;
                if (!isDone) {
                    throw new IllegalStateException("Requests were not performed");
                }
                String what =
                        "%,d left requests, %,d of a decision".formatted(UNPERFORMED, together);
                results.progress(
                        "%s: performed and noted %.1f s after opening".formatted(what, seconds));
                results.figure(what + ": s", seconds);
                results.atMost(what + ", s", 10, seconds);
            }
        }
    }
}
