package dev.factum.workload.effects;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.database.Database;
import dev.factum.facts.schema.Attribute;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Fact;
import dev.factum.machine.effect.OutgoingMessage;
import dev.factum.machine.handler.Context;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import dev.factum.machine.run.InProcessBroker;
import dev.factum.machine.run.Machine;
import dev.factum.machine.run.Runner;
import dev.factum.machine.run.RunnerOptions;
import dev.factum.peer.Peer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A process whose machine sends itself messages, of which one ends the process in which it is
/// handled.
final class KillerService {

    static final int MESSAGES = 20;
    static final int KILLER = 7;
    static final int MOST_DEATHS = 2;
    static final Attribute<String> NAME = Attribute.string("job/name").identity();

    private static final Topic WANTED = Topic.of("wanted");
    private static final Topic JOBS = Topic.internal("jobs");
    private static final Duration LONG = Duration.ofSeconds(60);

    record Job(int number, String end) {}

    private KillerService() {}

    /// Works on a database until nothing is left.
    ///
    /// @param arguments the database, and how the process ends: `halt` or `memory`
    public static void main(String... arguments) {
        try (Peer peer = Peer.open()) {
            peer.createDatabase(arguments[0]);
            Connection connection = peer.connect(arguments[0]);
            connection.transact(List.of(NAME.declaration()));
            try (Runner runner =
                    Runner.start(
                            machine(),
                            connection,
                            new InProcessBroker(),
                            RunnerOptions.standard().mostDeaths(MOST_DEATHS))) {
                runner.call(
                        Message.of("all", WANTED, "all", Instant.EPOCH, new Job(0, arguments[1])));
                if (!runner.awaitIdle(LONG)) {
                    throw new IllegalStateException("The work does not come to an end");
                }
            }
        }
    }

    static Machine machine() {
        Contract contract = Contract.nothing().writes(NAME).sends(JOBS, Job.class);
        return Machine.builder()
                .on(WANTED, "want", Job.class, KillerService::want, contract)
                .on(JOBS, "work", Job.class, KillerService::work, contract)
                .build();
    }

    private static Effects want(Job job, Database db, Context context) {
        return Effects.merge(
                IntStream.range(0, MESSAGES).boxed().toList(),
                number ->
                        Effects.none()
                                .message(
                                        OutgoingMessage.of(
                                                JOBS, "k" + number, new Job(number, job.end()))));
    }

    private static Effects work(Job job, Database db, Context context) {
        if (job.number() == KILLER) {
            end(job.end());
        }
        return Effects.facts(Fact.entity().with(NAME, "job" + job.number()));
    }

    private static void end(String how) {
        if (how.equals("halt")) {
            Runtime.getRuntime().halt(9);
        }
        List<long[]> hoarded = new ArrayList<>();
        while (hoarded.size() < Integer.MAX_VALUE) {
            hoarded.add(new long[1 << 20]);
        }
    }
}
