package dev.factum.gateway.kafka;

import dev.factum.machine.message.Message;
import dev.factum.machine.run.Broker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// A producer that sends in order or not at all: with the first record that Kafka gives up, it
/// ends.
///
/// The end comes on the thread that hears of the failure, before any later record is sent. For
/// publishing by one thread; answers come on the producer's.
final class KafkaOutlet implements Broker.Outlet {

    private static final Duration LONGEST_FLUSH = Duration.ofSeconds(5);

    private final RecordWriter writer;
    private final KafkaProducer<byte[], byte[]> producer;
    private volatile @Nullable Exception lost;

    KafkaOutlet(KafkaSettings settings) {
        this.writer = new RecordWriter(settings);
        this.producer =
                new KafkaProducer<>(
                        settings.producer(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of all that comes of it
    public void publish(List<Message> messages, Runnable accepted, Consumer<Throwable> failed) {
        if (messages.isEmpty()) {
            accepted.run();
        }
        var publication = new Publication(messages.size(), accepted, failed);
        for (Message message : messages) {
            Exception before = lost;
            if (before != null) {
                publication.fail(before);
                return;
            }
            producer.send(writer.write(message), (_, failure) -> publication.answered(failure));
        }
    }

    boolean isLost() {
        return lost != null;
    }

    /// One call of `publish`, until Kafka has answered for all of it.
    private final class Publication {
        private final AtomicInteger open;
        private final Runnable accepted;
        private final Consumer<Throwable> failed;

        Publication(int records, Runnable accepted, Consumer<Throwable> failed) {
            this.open = new AtomicInteger(records);
            this.accepted = accepted;
            this.failed = failed;
        }

        void answered(@Nullable Exception failure) {
            if (failure != null) {
                fail(failure);
                giveUp(failure);
            } else if (open.decrementAndGet() == 0) {
                accepted.run();
            }
        }

        /// Only the first failure counts, and after it nothing is accepted.
        void fail(Exception failure) {
            if (open.getAndSet(-1) > 0) {
                failed.accept(failure);
            }
        }
    }

    private void giveUp(Exception failure) {
        if (lost == null) {
            lost = failure;
            producer.close(Duration.ZERO);
        }
    }

    @Override
    public void close() {
        producer.close(isLost() ? Duration.ZERO : LONGEST_FLUSH);
    }
}
