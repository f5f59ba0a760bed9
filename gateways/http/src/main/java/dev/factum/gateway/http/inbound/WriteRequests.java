package dev.factum.gateway.http.inbound;

import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.gateway.http.HttpErrorCode;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.claim.Outcome;
import dev.factum.machine.message.Message;
import dev.factum.machine.run.Receipt;
import dev.factum.machine.run.Runner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Requests that change something: each becomes a message, once. Safe to share between threads.
///
/// Who holds a key at the moment is known in here; everything older is in the database, so a
/// restart changes no answer.
final class WriteRequests {

    /// A request that is being decided.
    private record Flight(Bytes digest, CompletableFuture<Settled> settled) {}

    private final Runner runner;
    private final Recorded recorded;
    private final Waiting waiting;
    private final InstantSource clock;
    private final Map<RequestId, Flight> flights = new ConcurrentHashMap<>();

    WriteRequests(Runner runner, Recorded recorded, Waiting waiting, InstantSource clock) {
        this.runner = runner;
        this.recorded = recorded;
        this.waiting = waiting;
        this.clock = clock;
    }

    /// Answers a request, or refuses it.
    ///
    /// @throws FactumError why
    Answer answer(Route<?> route, Incoming request, String caller) {
        if (!request.body().isEmpty() && !RequestHeaders.isJson(request)) {
            throw FactumError.of(
                    HttpErrorCode.UNSUPPORTED_MEDIA, "Bodies are JSON in UTF-8 (application/json)");
        }
        Optional<String> key = RequestHeaders.key(request);
        if (key.isEmpty() && route.needsKey()) {
            throw FactumError.of(HttpErrorCode.KEY_MISSING, "This route needs an idempotency key")
                    .with("header", RequestHeaders.KEY);
        }
        RequestId id =
                key.map(given -> RequestId.of(route.name(), caller, given))
                        .orElseGet(() -> RequestId.fresh(caller));
        Message message = route.message(id, clock.instant(), request);
        Optional<Duration> preferred = RequestHeaders.preferredWait(request);
        Duration longest = waiting.limited(preferred);
        return waiting.answer(id, begun(route, id, message, preferred.isPresent()), longest);
    }

    /// The flight of this request: its own, or one that is on already and that it may join.
    private CompletableFuture<Settled> begun(
            Route<?> route, RequestId id, Message message, boolean joins) {
        var mine = new Flight(message.digest(), new CompletableFuture<>());
        Flight there = flights.putIfAbsent(id, mine);
        if (there == null) {
            start(route, id, message, mine);
            return mine.settled();
        }
        Recorded.checkSame(there.digest(), mine.digest());
        if (joins) {
            return there.settled().thenApply(WriteRequests::again);
        }
        throw FactumError.of(
                HttpErrorCode.KEY_IN_USE, "The request with this key is being worked on");
    }

    private static Settled again(Settled settled) {
        return switch (settled) {
            case Settled.Replied(var reply, long t, _) -> new Settled.Replied(reply, t, true);
            case Settled.Done(long t, _) -> new Settled.Done(t, true);
            case Settled.Promised(long t, _) -> new Settled.Promised(t, true);
            case Settled.Postponed _, Settled.Failed _ -> settled;
        };
    }

    private void start(Route<?> route, RequestId id, Message message, Flight flight) {
        try {
            recorded.checkSetAside(id, flight.digest());
            CompletableFuture<Void> _ =
                    runner.submit(message)
                            .handle((receipt, failure) -> settled(route, flight, receipt, failure))
                            .thenAccept(settled -> {
                                flights.remove(id, flight);
                                flight.settled().complete(settled);
                            });
        } catch (RuntimeException refused) { // the key must not stay taken
            flights.remove(id, flight);
            flight.settled().complete(new Settled.Failed(Failures.of(refused), false));
        }
    }

    private Settled settled(
            Route<?> route, Flight flight, @Nullable Receipt receipt, @Nullable Throwable failure) {
        try {
            return receipt == null
                    ? new Settled.Failed(Failures.of(failure), false)
                    : undecided(receipt).orElseGet(() -> decided(route, flight, receipt));
        } catch (RuntimeException refused) { // whoever waits is told
            return new Settled.Failed(Failures.of(refused), false);
        }
    }

    private static Optional<Settled> undecided(Receipt receipt) {
        for (Outcome outcome : receipt.outcomes()) {
            switch (outcome) {
                case Outcome.SetAside(_, var error)
                        when error.code() == MachineErrorCode.KEY_PARKED -> {
                    return Optional.of(new Settled.Postponed());
                }
                case Outcome.SetAside(_, var error) -> {
                    return Optional.of(new Settled.Failed(error, true));
                }
                case Outcome.Undecided(_, var error) -> {
                    return Optional.of(new Settled.Failed(error, false));
                }
                case Outcome.Forgotten(_, _, var error) -> {
                    return Optional.of(new Settled.Failed(error, false));
                }
                case Outcome.Decided _, Outcome.Repeated _ -> {}
            }
        }
        return Optional.empty();
    }

    private Settled decided(Route<?> route, Flight flight, Receipt receipt) {
        long last = 0;
        boolean again = false;
        for (Outcome outcome : receipt.outcomes()) {
            if (outcome instanceof Outcome.Repeated(_, long t, _)) {
                recorded.checkRepetition(t, flight.digest());
                again = true;
                last = Math.max(last, t);
            } else if (outcome instanceof Outcome.Decided(_, long t, _, _)) {
                last = Math.max(last, t);
            }
        }
        long t = last;
        boolean repeated = again;
        return receipt.reply()
                .<Settled>map(reply -> new Settled.Replied(reply, t, repeated))
                .orElse(
                        route.answersLater()
                                ? new Settled.Promised(t, repeated)
                                : new Settled.Done(t, repeated));
    }

    /// What will come of a request that is being decided now.
    Optional<CompletableFuture<Settled>> underWay(RequestId id) {
        return Optional.ofNullable(flights.get(id)).map(Flight::settled);
    }
}
