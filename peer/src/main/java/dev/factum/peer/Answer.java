package dev.factum.peer;

import dev.factum.facts.connection.TxResult;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The answer to one request, waited for by one thread.
final class Answer {

    private static final long SPIN_NANOS =
            Runtime.getRuntime().availableProcessors() > 1 ? 25_000 : 0;

    private final CompletableFuture<TxResult> future = new CompletableFuture<>();

    void give(TxResult result) {
        future.complete(result);
    }

    /// The answer, or that it is unknown if it does not come in time or the thread is interrupted.
    ///
    /// @param alone true if no other thread waits: then the processor is better spent on spinning
    ///   for some microseconds than on parking and being woken
    TxResult await(Duration timeout, boolean alone) {
        if (alone) {
            spin();
        }
        try {
            return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException late) {
            return unknown("The writer has not answered in time", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return unknown("Interrupted while waiting for the writer", interrupted);
        }
    }

    private void spin() {
        long deadline = System.nanoTime() + SPIN_NANOS;
        while (!future.isDone() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }

    private static TxResult unknown(String text, Exception cause) {
        return new TxResult.Indeterminate(
                FactumError.of(DbErrorCode.TRANSACTION_TIMEOUT, text, cause));
    }
}
