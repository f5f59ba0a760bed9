package dev.factum.workload.effects;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lets the service live and die as a plan says. Belongs to one thread.
final class Nemesis implements AutoCloseable {

    /// For how long a service is waited for to start.
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    /// For how long a service is waited for to come where it is to be killed.
    private static final Duration LONGEST_WAY = Duration.ofSeconds(12);

    /// Within this time a service that was deposed has to have ended.
    private static final Duration LONGEST_AFTERLIFE = Duration.ofSeconds(10);

    /// Starts a service with a trap.
    @FunctionalInterface
    interface Start {
        Child with(Trap trap) throws IOException;
    }

    /// Brings work for the next life.
    @FunctionalInterface
    interface Work {
        void bring() throws Exception;
    }

    private final Kafka kafka;
    private final Start start;
    private final Work work;
    private final Deque<Life> lives;
    private final Set<KillPoint> triedAgain = EnumSet.noneOf(KillPoint.class);
    private final Tally tally = new Tally();
    private @Nullable Child alive;

    Nemesis(Plan plan, Kafka kafka, Start start, Work work) {
        this.lives = new ArrayDeque<>(plan.lives());
        this.kafka = kafka;
        this.start = start;
        this.work = work;
    }

    /// Lives all lives of the plan, and once more those whose point was not reached. A service may
    /// be alive afterwards.
    Tally run() throws Exception {
        while (!lives.isEmpty()) {
            Life life = lives.remove();
            live(life);
            if (life.trap() instanceof Trap.At(KillPoint point, _)
                    && !tally.reached.contains(point)
                    && triedAgain.add(point)) {
                lives.add(Plan.again(point));
            }
        }
        return tally;
    }

    private void live(Life life) throws Exception {
        work.bring();
        Child service = alive == null ? start.with(early(life)) : alive;
        alive = service;
        awaitStart(service);
        if (life.event() != Life.Event.NONE) {
            happen(life.event(), service);
            work.bring();
            service.tell(Words.SET + life.trap().text());
        }
        Optional<String> at = service.await(LONGEST_WAY, Words.AT + life.trap().text());
        note(life.trap(), at.isPresent());
        end(life, service);
        tally.givenBack += service.times(Words.GIVEN_BACK);
    }

    private static void awaitStart(Child service) throws InterruptedException {
        if (service.await(LONGEST_START, Words.READY, Words.AT).isEmpty()) {
            throw new IllegalStateException("A service has not started");
        }
    }

    /// The trap of a life that nothing else happens in can be set before it begins.
    private static Trap early(Life life) {
        return life.event() == Life.Event.NONE ? life.trap() : new Trap.Nowhere();
    }

    private void note(Trap trap, boolean isReached) {
        if (trap instanceof Trap.At(KillPoint point, _)) {
            tally.wanted.add(point);
            if (isReached) {
                tally.reached.add(point);
            }
        }
    }

    private void happen(Life.Event event, Child service) throws IOException, InterruptedException {
        switch (event) {
            case NONE -> {}
            case REBALANCE -> {
                service.tell(Words.REBALANCE);
                service.require(Words.REBALANCED, LONGEST_START);
                tally.rebalances++;
            }
            case BROKER_KILLED -> restartBroker(true);
            case BROKER_STOPPED -> restartBroker(false);
        }
    }

    private void restartBroker(boolean isKilled) throws IOException, InterruptedException {
        kafka.restart(isKilled);
        tally.brokerRestarts++;
    }

    private void end(Life life, Child service) throws IOException, InterruptedException {
        alive = null;
        if (life.end() == Life.End.DEPOSED) {
            depose(service);
        } else {
            tally.kills++;
        }
        service.kill();
    }

    /// The next one begins while this one lives, and this one has to end by itself.
    private void depose(Child service) throws IOException, InterruptedException {
        Life next = lives.peek();
        Child successor = start.with(next == null ? new Trap.Nowhere() : early(next));
        alive = successor;
        awaitStart(successor);
        tally.takeOvers++;
        Optional<Integer> status = service.awaitEnd(LONGEST_AFTERLIFE);
        if (status.filter(each -> each == ServiceProcess.DEPOSED).isPresent()) {
            tally.endedDeposed++;
        }
    }

    /// The service that is alive; a new one if none is.
    Child survivor() throws IOException, InterruptedException {
        Child present = alive;
        if (present == null) {
            present = start.with(new Trap.Nowhere());
            alive = present;
        }
        present.require(Words.READY, LONGEST_START);
        present.tell(Words.SET + new Trap.Nowhere().text());
        return present;
    }

    @Override
    public void close() {
        if (alive != null) {
            alive.close();
        }
    }
}
