package dev.factum.workload.effects;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/// The supervisor: starts the processes, sends the input while the nemesis is at work, waits until
/// nothing is left to do, and checks what came of it. Belongs to one thread.
final class EffectsWorkload {

    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(3);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(200);

    private final Path directory;
    private final Scale scale;
    private final long seed;
    private final boolean keyless;
    private final PrintWriter out;
    private final Input input;
    private final Plan plan;
    private int services;

    EffectsWorkload(Path directory, Scale scale, long seed, boolean keyless, PrintWriter out) {
        this.directory = directory;
        this.scale = scale;
        this.seed = seed;
        this.keyless = keyless;
        this.out = out;
        this.input = Input.of(scale.messages(), new Random(seed));
        this.plan = Plan.of(scale, new Random(seed + 1));
    }

    /// Runs it; true if everything came out as it should.
    boolean run() throws Exception {
        try (Kafka kafka = new Kafka(directory);
                Child counter = counter()) {
            kafka.createTopics();
            String address = counter.require(Words.READY, LONGEST_START);
            var setting = new Setting(directory, kafka.servers(), address, keyless);
            try (Child listener = listener(setting);
                    Feed feed = new Feed(setting, input, portions());
                    var nemesis =
                            new Nemesis(plan, kafka, trap -> service(setting, trap), feed::next)) {
                return run(setting, feed, nemesis, List.of(listener, counter));
            }
        }
    }

    /// One for the beginning of each life, and one after each event.
    private int portions() {
        return plan.lives().size() + scale.rebalances() + scale.brokerRestarts();
    }

    private boolean run(Setting setting, Feed feed, Nemesis nemesis, List<Child> others)
            throws Exception {
        long begin = System.nanoTime();
        Tally tally = nemesis.run();
        feed.rest();
        Child service = nemesis.survivor();
        long lastInput = System.nanoTime();
        boolean isDrained = drained(service);
        Duration drain = Duration.ofNanos(System.nanoTime() - lastInput);
        boolean endedWell = service.finish() && finish(others);
        Evidence evidence = Evidence.collect(setting, file("attempts"), file("heard"));
        Duration whole = Duration.ofNanos(System.nanoTime() - begin);
        new Report(input, evidence, tally, whole, drain).print(out);
        return judge(evidence, tally, isDrained, endedWell);
    }

    /// Ends processes, one after the other; false if one does not end in order.
    private static boolean finish(List<Child> children) throws IOException, InterruptedException {
        boolean endedWell = true;
        for (Child child : children) {
            endedWell &= child.finish();
        }
        return endedWell;
    }

    private boolean judge(Evidence evidence, Tally tally, boolean isDrained, boolean endedWell) {
        List<String> wrong =
                new ArrayList<>(new Checks(input.ids(), input.records(), keyless).wrong(evidence));
        if (!tally.missed().isEmpty()) {
            wrong.add("The service never came to " + tally.missed());
        }
        if (tally.endedDeposed < tally.takeOvers) {
            wrong.add("A service that was deposed lived on");
        }
        if (!isDrained) {
            wrong.add("Something was left to do after " + LONGEST_DRAIN);
        }
        if (!endedWell) {
            wrong.add("A process did not end in order");
        }
        wrong.forEach(each -> out.println("  WRONG: " + each));
        out.flush();
        return wrong.isEmpty();
    }

    // ---- coming to rest

    private boolean drained(Child service) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_DRAIN.toNanos();
        for (int question = 1; System.nanoTime() < end; question++) {
            service.tell(Words.ASK + " " + question);
            String answer = Words.STATUS + question + " ";
            Optional<String> said = service.await(LONGEST_START, answer);
            if (said.isEmpty()) {
                return false;
            }
            if (isAtRest(Standing.parse(said.get().substring(answer.length())))) {
                return true;
            }
            LockSupport.parkNanos(BETWEEN_QUESTIONS.toNanos());
        }
        return false;
    }

    private boolean isAtRest(Standing standing) {
        return standing.answered() == input.ids().size()
                && standing.read() == input.records()
                && standing.open() == 0;
    }

    // ---- the processes

    private Child service(Setting setting, Trap trap) throws IOException {
        services++;
        return Child.start(
                directory,
                "service-" + services,
                "service",
                directory.toString(),
                setting.servers(),
                setting.counter(),
                String.valueOf(keyless),
                trap.text());
    }

    private Child counter() throws IOException {
        return Child.start(
                directory, "counter", "counter", String.valueOf(seed), file("attempts").toString());
    }

    private Child listener(Setting setting) throws IOException, InterruptedException {
        Child listener =
                Child.start(
                        directory,
                        "listener",
                        "listener",
                        setting.servers(),
                        file("heard").toString());
        listener.require(Words.READY, LONGEST_START);
        return listener;
    }

    private Path file(String name) {
        return directory.resolve(name + ".tsv");
    }
}
