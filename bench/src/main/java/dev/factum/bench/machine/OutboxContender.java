package dev.factum.bench.machine;

import com.gruelbox.transactionoutbox.Dialect;
import com.gruelbox.transactionoutbox.ExecutorSubmitter;
import com.gruelbox.transactionoutbox.Instantiator;
import com.gruelbox.transactionoutbox.Persistor;
import com.gruelbox.transactionoutbox.ThreadLocalContextTransactionManager;
import com.gruelbox.transactionoutbox.TransactionManager;
import com.gruelbox.transactionoutbox.TransactionOutbox;
import dev.factum.bench.load.Contender;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// The same job with gruelbox' transaction-outbox on PostgreSQL: one transaction blocks the card
/// and puts the message into the outbox, under a request id that makes it unique; its thread sends
/// it.
final class OutboxContender implements Contender {

    private static final int STOCK = 20_000;
    private static final int SENDERS = 16;

    /// What the outbox calls.
    public interface Publisher {
        void publish(String card);
    }

    private final PostgresCards cards;
    private final ThreadLocalContextTransactionManager transactions;
    private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    private final TransactionOutbox outbox;
    private final Arrivals arrivals = new Arrivals();
    private final AtomicLong used = new AtomicLong();

    OutboxContender(PostgresCards cards) {
        this.cards = cards;
        this.transactions = TransactionManager.fromDataSource(cards.source());
        Publisher publisher = arrivals::arrived;
        this.outbox =
                TransactionOutbox.builder()
                        .transactionManager(transactions)
                        .persistor(Persistor.forDialect(Dialect.POSTGRESQL_9))
                        .instantiator(Instantiator.using(_ -> publisher))
                        .submitter(ExecutorSubmitter.builder().executor(senders).build())
                        .build();
    }

    @Override
    public String name() {
        return "gruelbox outbox";
    }

    @Override
    public void prepare() {
        cards.fill(used.get() + STOCK);
    }

    @Override
    public void send(long number) {
        long card = used.getAndIncrement();
        arrivals.await(String.valueOf(card), () -> take("block-" + number, card));
    }

    private void take(String message, long card) {
        try {
            transactions.inTransactionThrows(transaction -> {
                PostgresCards.block(transaction.connection(), card);
                outbox.with()
                        .uniqueRequestId(message)
                        .schedule(Publisher.class)
                        .publish(String.valueOf(card));
            });
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        senders.shutdownNow();
    }
}
