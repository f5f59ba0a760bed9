package dev.factum.gateway.http.inbound;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// How long connections wait for what comes of their request, and what they are told then. Safe to
/// share between threads.
final class Waiting {

    static final String STATUS_PATH = "/status/";
    static final String STATUS = "status";
    static final String T = "Factum-T";
    static final String REPLAYED = "Idempotency-Replayed";

    private final LaterReplies later;
    private final Replies replies;
    private final Duration usual;
    private final Duration longest;

    Waiting(LaterReplies later, Replies replies, Duration usual, Duration longest) {
        this.later = later;
        this.replies = replies;
        this.usual = usual;
        this.longest = longest;
    }

    /// What a caller may have of what it prefers.
    Duration limited(Optional<Duration> preferred) {
        Duration wanted = preferred.orElse(usual);
        return wanted.compareTo(longest) < 0 ? wanted : longest;
    }

    /// The answer to a request, or where to ask for it.
    Answer answer(RequestId id, CompletableFuture<Settled> settling, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        Optional<Settled> settled = await(settling, atMost);
        if (settled.isEmpty()) {
            return accepted(id);
        }
        return switch (settled.get()) {
            case Settled.Replied replied -> shown(replied);
            case Settled.Done(long t, boolean again) -> marked(Answer.of(204), t, again);
            case Settled.Promised(long t, boolean again) ->
                    promised(id, t, Duration.ofNanos(end - System.nanoTime()))
                            .map(found ->
                                    shown(new Settled.Replied(found.reply(), found.t(), again)))
                            .orElseGet(() -> marked(accepted(id), t, again));
            case Settled.Postponed _ -> accepted(id);
            case Settled.Failed(var error, boolean isParked) ->
                    throw isParked ? error.with(STATUS, STATUS_PATH + id.text()) : error;
        };
    }

    /// The reply that comes later to a request that was decided at t, if it comes in time.
    Optional<LaterReplies.Found> promised(RequestId id, long t, Duration atMost) {
        try {
            return await(later.watch(id.text(), t), atMost);
        } finally {
            later.forget(id.text());
        }
    }

    /// A reply as the response that it stands for.
    Answer shown(Settled.Replied replied) {
        return marked(replies.shown(replied.reply()), replied.t(), replied.again());
    }

    private static Answer marked(Answer answer, long t, boolean again) {
        Answer told = answer.header(T, Long.toString(t));
        return again ? told.header(REPLAYED, "true") : told;
    }

    private static Answer accepted(RequestId id) {
        return Answer.of(202)
                .header("Location", STATUS_PATH + id.text())
                .header("Retry-After", "1");
    }

    static <V> Optional<V> await(CompletableFuture<V> future, Duration atMost) {
        try {
            return Optional.of(future.get(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException failed) {
            throw Failures.of(failed.getCause());
        }
    }
}
