package dev.factum.workload.effects;

import dev.factum.gateway.kafka.KafkaBroker;
import dev.factum.machine.message.Message;
import dev.factum.machine.run.Broker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Sends the input to the broker, a portion at a time, so that there is work for each life of the
/// service. Belongs to one thread.
final class Feed implements AutoCloseable {

    private static final Duration LONGEST_SENDING = Duration.ofSeconds(60);

    private final KafkaBroker broker;
    private final Input input;
    private final Queue<List<Message>> portions;

    Feed(Setting setting, Input input, int portions) {
        this.broker = KafkaBroker.connect(setting.kafka());
        this.input = input;
        this.portions = new ArrayDeque<>(input.portions(portions));
    }

    /// The next portion, if there is one.
    void next() throws ExecutionException, InterruptedException, TimeoutException {
        List<Message> next = portions.poll();
        if (next != null) {
            send(next);
        }
    }

    /// All that has not been sent, and then what comes late.
    void rest() throws ExecutionException, InterruptedException, TimeoutException {
        while (!portions.isEmpty()) {
            next();
        }
        send(input.late());
    }

    /// Comes back when the messages are on the broker's disk.
    private void send(List<Message> messages)
            throws ExecutionException, InterruptedException, TimeoutException {
        if (messages.isEmpty()) {
            return;
        }
        var done = new CompletableFuture<Boolean>();
        try (Broker.Outlet outlet = broker.outlet()) {
            outlet.publish(messages, () -> done.complete(true), done::completeExceptionally);
            done.get(LONGEST_SENDING.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        broker.close();
    }
}
