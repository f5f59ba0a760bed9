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
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Lets each run of a handler have its time and no more: then it is interrupted, and nobody waits
/// for it any longer.
///
/// Runs have platform threads. Nothing in a JVM can end one that never looks at its interruption;
/// on a virtual thread it would keep a carrier from all others, here it shares the processors with
/// them. What it comes to is thrown away. Time is counted in looks of one thread, so a process that
/// stood still has not used up anybody's budget. Safe to share between threads.
final class Attendance implements AutoCloseable {

    /// How often is looked after runs.
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Set<Run> running = ConcurrentHashMap.newKeySet();
    private final Rounds rounds = new Rounds("factum-attendance", this::look);
    private final ExecutorService threads =
            Executors.newCachedThreadPool(
                    Thread.ofPlatform().name("factum-handler-", 1).daemon().factory());

    private Attendance() {}

    static Attendance start() {
        var attendance = new Attendance();
        attendance.rounds.start();
        return attendance;
    }

    /// One run of a handler. The looks belong to the thread that looks.
    private static final class Run {
        private final FutureTask<Effects> task;
        private final String handler;
        private final Duration budget;
        private int looks;

        Run(String handler, Duration budget, Supplier<Effects> code) {
            this.task = new FutureTask<>(code::get);
            this.handler = handler;
            this.budget = budget;
        }

        boolean isOverdue() {
            looks++;
            return looks > budget.dividedBy(LOOK);
        }

        FactumError overdue() {
            return FactumError.of(
                            MachineErrorCode.HANDLER_OVERDUE,
                            "The handler ran for longer than it may")
                    .with("handler", handler)
                    .with("budget", budget.toString());
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
        try {
            threads.execute(run.task);
            return run.task.get();
        } catch (CancellationException _) {
            throw run.overdue();
        } catch (InterruptedException _) {
            run.task.cancel(true);
            Thread.currentThread().interrupt();
            throw run.overdue();
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
            if (run.isOverdue()) {
                run.task.cancel(true);
            }
        }
        return LOOK;
    }

    /// Looks after nothing any more. A run that never ends goes on until the process does.
    @Override
    public void close() {
        rounds.close();
        threads.shutdown();
    }
}
