package dev.factum.gateway.http.inbound;

import dev.factum.facts.database.Database;
import dev.factum.facts.record.Namespace;
import dev.factum.facts.schema.Attribute;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Fact;
import dev.factum.machine.handler.Context;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.message.Topic;
import dev.factum.machine.run.Machine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// A small service to test with: accounts are opened at once, and closed when somebody approves.
final class Accounts {

    static final Topic COMMANDS = Topic.of("account-commands");
    static final Topic CLOSINGS = Topic.of("account-closings");
    static final Topic APPROVALS = Topic.of("account-approvals");

    static final Attribute<String> ID = Attribute.string("account/id").identity();
    static final Attribute<Long> LIMIT = Attribute.longNumber("account/limit");

    enum Kind {
        SAVINGS,
        DAILY_USE
    }

    @Namespace("account")
    record Open(
            String id,
            long limit,
            Kind kind,
            Optional<BigDecimal> interest,
            List<String> owners,
            Optional<Instant> since) {}

    @Namespace("account")
    record Opened(String id, long limit) {}

    @Namespace("account")
    record Taken(String id) {}

    @Namespace("account")
    record Rename(String id, long number, String name) {}

    @Namespace("account")
    record Close(String id) {}

    @Namespace("account")
    record Approve(String id) {}

    @Namespace("account")
    record Closed(String id) {}

    /// What the test holds back: handlers of accounts called `slow…` wait for it. A real handler
    /// waits for nothing.
    private final CountDownLatch gate = new CountDownLatch(1);

    private final CountDownLatch entered = new CountDownLatch(1);

    static List<Attribute<?>> schema() {
        return List.of(ID, LIMIT);
    }

    Machine machine() {
        return Machine.builder()
                .name("accounts")
                .on(COMMANDS, "open", Open.class, this::open, Contract.anything())
                .on(COMMANDS, "rename", Rename.class, Accounts::rename, Contract.anything())
                .on(CLOSINGS, "close", Close.class, Accounts::close, Contract.anything())
                .on(APPROVALS, "approve", Approve.class, this::approve, Contract.anything())
                .build();
    }

    private Effects open(Open open, Database db, Context context) {
        holdBack(open.id());
        if (open.limit() == 13) {
            throw new IllegalStateException("canary-of-a-handler");
        }
        return db.entity(ID.is(open.id())).isPresent()
                ? Effects.none().reply(new Taken(open.id()))
                : Effects.facts(Fact.entity().with(ID, open.id()).with(LIMIT, open.limit()))
                        .reply(new Opened(open.id(), open.limit()));
    }

    private static Effects rename(Rename rename, Database db, Context context) {
        return Effects.facts(Fact.entity().with(ID, rename.id()).with(LIMIT, rename.number()));
    }

    private static Effects close(Close close, Database db, Context context) {
        return Effects.none().message(APPROVALS, close.id(), new Approve(close.id()));
    }

    private Effects approve(Approve approve, Database db, Context context) {
        holdBack(approve.id());
        return Effects.none().reply(new Closed(approve.id()));
    }

    private void holdBack(String id) {
        if (id.startsWith("slow")) {
            entered.countDown();
            awaited(gate);
        }
    }

    void awaitEntered() {
        awaited(entered);
    }

    void letGo() {
        gate.countDown();
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
