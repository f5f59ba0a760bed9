package dev.factum.transactor;

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

    private final CompletableFuture<TxResult> future = new CompletableFuture<>();

    void give(TxResult result) {
        future.complete(result);
    }

    boolean isGiven() {
        return future.isDone();
    }

    /// The answer, or that it is unknown if it does not come in time or the thread is interrupted.
    TxResult await(Duration timeout) {
        TxResult given = future.getNow(null);
        if (given != null) {
            return given;
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

    private static TxResult unknown(String text, Exception cause) {
        return new TxResult.Indeterminate(
                FactumError.of(DbErrorCode.TRANSACTION_TIMEOUT, text, cause));
    }
}
