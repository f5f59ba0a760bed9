package dev.factum.bench.machine;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.StartWorkflowOptions;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.txstep.JdbcStepFactory;
import dev.dbos.transact.workflow.Workflow;
import dev.factum.bench.load.Contender;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;

/// The same job with DBOS Transact on PostgreSQL, as its documentation has it done: a workflow
/// whose id is the message's, a transactional step that blocks the card, and a workflow for what
/// comes of it, awaited at its end.
final class DbosContender implements Contender {

    private static final int STOCK = 20_000;

    /// What a workflow's proxy offers.
    public interface Cards {
        void block(String card) throws SQLException;

        void changed(String card);
    }

    private final PostgresCards cards;
    private final DBOS dbos;
    private final JdbcStepFactory steps;
    private final Cards workflows;
    private final Arrivals arrivals = new Arrivals();
    private final AtomicLong used = new AtomicLong();

    DbosContender(PostgresCards cards) {
        this.cards = cards;
        this.dbos = new DBOS(DBOSConfig.defaults("bench").withDataSource(cards.source()));
        this.steps = new JdbcStepFactory(dbos, cards.source());
        this.workflows = dbos.registerProxy(Cards.class, new Work());
        dbos.launch();
    }

    /// The workflows themselves.
    public final class Work implements Cards {

        @Override
        @Workflow(name = "block")
        public void block(String card) throws SQLException {
            JdbcStepFactory.TransactionalRunnable<SQLException> blocking =
                    connection -> PostgresCards.block(connection, Long.parseLong(card));
            steps.txStep(blocking, "block");
            dbos.startWorkflow(
                    () -> workflows.changed(card), new StartWorkflowOptions("changed-" + card));
        }

        @Override
        @Workflow(name = "changed")
        public void changed(String card) {
            arrivals.arrived(card);
        }
    }

    @Override
    public String name() {
        return "DBOS";
    }

    @Override
    public void prepare() {
        cards.fill(used.get() + STOCK);
    }

    @Override
    public void send(long number) {
        String card = String.valueOf(used.getAndIncrement());
        arrivals.await(
                card,
                () ->
                        dbos.startWorkflow(
                                () -> workflows.block(card),
                                new StartWorkflowOptions("block-" + number)));
    }

    @Override
    public void close() {
        dbos.close();
    }
}
