package dev.factum.machine.run;

import dev.factum.facts.database.Database;
import dev.factum.facts.error.FactumError;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.handler.Context;
import dev.factum.machine.handler.Handler;
import dev.factum.machine.handler.HandlerDefinition;
import dev.factum.machine.handler.Handlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Lets each run of a handler have its time and no more: then it is interrupted, and nobody waits
/// for it any longer.
///
/// A run has a virtual thread of its own. Nothing in a JVM can end one that never looks at its
/// interruption; it goes on with a spare carrier, and what it comes to is thrown away. Time is
/// counted in looks of one thread, so a process that stood still has not used up anybody's budget.
/// Safe to share between threads.
final class Attendance implements AutoCloseable {

    /// How often is looked after runs.
    static final Duration LOOK = Duration.ofMillis(50);

    /// After so many looks a run has a carrier beyond those that all share.
    private static final int LOOKS_WITHOUT_SPARE = 4;

    private final Set<Run> running = ConcurrentHashMap.newKeySet();
    private final List<Run> lent = new ArrayList<>();
    private final Rounds rounds = new Rounds("factum-attendance", this::look);

    private Attendance() {}

    static Attendance start() {
        var attendance = new Attendance();
        attendance.rounds.start();
        return attendance;
    }

    /// One run of a handler. Its numbers belong to the thread that looks.
    private static final class Run {
        private final CompletableFuture<Effects> result = new CompletableFuture<>();
        private final Thread thread;
        private final String handler;
        private final Duration budget;
        private int looks;

        Run(String handler, Duration budget, Supplier<Effects> code) {
            this.handler = handler;
            this.budget = budget;
            this.thread =
                    Thread.ofVirtual()
                            .name("factum-handler")
                            .unstarted(() -> {
                                try {
                                    result.complete(code.get());
                                } catch (Throwable failed) { // whoever waits is told
                                    result.completeExceptionally(failed);
                                }
                            });
        }

        boolean isOverdue() {
            return looks > budget.dividedBy(LOOK);
        }

        void abandon() {
            result.completeExceptionally(
                    FactumError.of(
                                    MachineErrorCode.HANDLER_OVERDUE,
                                    "The handler ran for longer than it may")
                            .with("handler", handler)
                            .with("budget", budget.toString()));
            thread.interrupt();
        }
    }

    /// These handlers, each within its budget.
    Handlers of(Handlers handlers) {
        List<HandlerDefinition<?>> attended = new ArrayList<>();
        handlers.definitions().forEach(each -> attended.add(attended(each)));
        return Handlers.of(attended);
    }

    private <M> HandlerDefinition<M> attended(HandlerDefinition<M> definition) {
        Handler<M> handler = definition.handler();
        return definition.with((M message, Database db, Context context) ->
                run(
                        new Run(
                                definition.name(),
                                definition.budget(),
                                () -> handler.handle(message, db, context))));
    }

    private Effects run(Run run) {
        running.add(run);
        run.thread.start();
        try {
            return run.result.get();
        } catch (InterruptedException _) {
            run.abandon();
            Thread.currentThread().interrupt();
            throw FactumError.of(
                    MachineErrorCode.HANDLER_OVERDUE, "Nobody waits for the handler any more");
        } catch (ExecutionException failed) {
            throw unchecked(failed.getCause());
        } finally {
            running.remove(run);
        }
    }

    private static RuntimeException unchecked(@Nullable Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException failure
                ? failure
                : new IllegalStateException(thrown);
    }

    private Duration look() {
        for (Run run : running) {
            run.looks++;
            if (run.looks == LOOKS_WITHOUT_SPARE) {
                lent.add(run);
                SpareCarriers.lend();
            }
            if (run.isOverdue()) {
                run.abandon();
            }
        }
        lent.removeIf(this::isOver);
        return LOOK;
    }

    private boolean isOver(Run run) {
        if (run.thread.isAlive()) {
            return false;
        }
        SpareCarriers.giveBack();
        return true;
    }

    /// Looks after nothing any more. Runs that never end keep their carriers.
    @Override
    public void close() {
        rounds.close();
        lent.removeIf(this::isOver);
    }
}
