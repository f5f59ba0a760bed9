package dev.factum.examples.offers.common;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/// Runs a task on many threads that all begin at the same moment.
public final class Together {

    private Together() {}

    /// The answers of `task.apply(0)` to `task.apply(threads - 1)`, in this order.
    public static <T> List<T> run(int threads, IntFunction<T> task) throws InterruptedException {
        var start = new CyclicBarrier(threads);
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Callable<T>> tasks = new ArrayList<>();
            for (int number = 0; number < threads; number++) {
                int own = number;
                tasks.add(() -> {
                    start.await();
                    return task.apply(own);
                });
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : executor.invokeAll(tasks)) {
                answers.add(answer.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A thread failed: " + e.getCause(), e);
        }
    }
}
