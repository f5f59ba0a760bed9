package dev.factum.workload.effects;

import dev.factum.gateway.kafka.KafkaBroker;
import dev.factum.machine.run.Runner;
import dev.factum.machine.run.RunnerOptions;
import java.time.Duration;

/// One of the instances of the machine: a runner, and a member of the group at Kafka.
final class Instance implements AutoCloseable {

    private static final Duration LEASES = Duration.ofSeconds(2);

    private final KafkaBroker broker;
    private final Runner runner;

    private Instance(KafkaBroker broker, Runner runner) {
        this.broker = broker;
        this.runner = runner;
    }

    static Instance start(
            String name,
            Setting setting,
            SnaredConnection connection,
            SnaredGateway gateway,
            Snare snare) {
        KafkaBroker broker = KafkaBroker.connect(setting.kafka());
        Runner runner =
                Runner.start(
                        Counting.machine(),
                        connection,
                        new SnaredBroker(broker, snare, Supervised::say),
                        RunnerOptions.standard().gateway(gateway).instance(name).leases(LEASES));
        return new Instance(broker, runner);
    }

    @Override
    public void close() {
        runner.close();
        broker.close();
    }
}
