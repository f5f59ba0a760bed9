package dev.factum.gateway.http.inbound;

import dev.factum.facts.error.FactumError;
import dev.factum.gateway.http.HttpErrorCode;
import dev.factum.machine.claim.Parked;
import dev.factum.machine.effect.Decision;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/// Questions about requests that were sent before: `pending`, `done` with the answer, or `parked`.
/// Everything is read from the database and its log. Safe to share between threads.
final class StatusRequests {

    private final WriteRequests writes;
    private final Recorded recorded;
    private final Waiting waiting;
    private final LaterRoutes routes;

    StatusRequests(WriteRequests writes, Recorded recorded, Waiting waiting, LaterRoutes routes) {
        this.writes = writes;
        this.recorded = recorded;
        this.waiting = waiting;
        this.routes = routes;
    }

    /// Handlers whose decisions promise a reply.
    @FunctionalInterface
    interface LaterRoutes {
        boolean promises(String handler);
    }

    /// Answers a question about a request of this caller; somebody else's is as unknown as one that
    /// never was.
    ///
    /// @throws FactumError `:factum.http/unknown-request`
    Answer answer(Incoming request, String caller, String text) {
        RequestId id = new RequestId(text);
        if (!id.isOf(caller)) {
            throw unknown();
        }
        Duration atMost =
                RequestHeaders.preferredWait(request)
                        .map(wait -> waiting.limited(Optional.of(wait)))
                        .orElse(Duration.ZERO);
        Optional<CompletableFuture<Settled>> underWay = writes.underWay(id);
        if (underWay.isPresent() && Waiting.await(underWay.get(), atMost).isEmpty()) {
            return pending();
        }
        OptionalLong decided = recorded.decided(id);
        return decided.isPresent()
                ? decided(id, decided.getAsLong(), atMost)
                : undecided(recorded.parked(id).orElseThrow(StatusRequests::unknown));
    }

    private Answer decided(RequestId id, long t, Duration atMost) {
        Optional<Decision> decision = recorded.decision(t);
        if (decision.isPresent() && decision.get().reply() != null) {
            return done(t, waiting.shown(new Settled.Replied(decision.get().reply(), t, true)));
        }
        decision.ifPresent(each -> each.require(Decision.Forgotten.REPLY));
        boolean promised = decision.filter(each -> routes.promises(each.handler())).isPresent();
        if (!promised) {
            return done(t, Answer.of(204));
        }
        return waiting.promised(id, t, atMost)
                .map(found ->
                        done(
                                found.t(),
                                waiting.shown(new Settled.Replied(found.reply(), found.t(), true))))
                .orElseGet(StatusRequests::pending);
    }

    private static Answer pending() {
        return Answer.json(200, Map.of("status", "pending")).header("Retry-After", "1");
    }

    private static Answer undecided(Parked parked) {
        var body = new LinkedHashMap<String, Object>();
        body.put("status", "parked");
        body.put("code", parked.code());
        return Answer.json(200, body);
    }

    private static Answer done(long t, Answer answer) {
        var inner = new LinkedHashMap<String, Object>();
        inner.put("status", answer.status());
        if (answer.body().length() > 0) {
            inner.put("body", Json.tree(answer));
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("status", "done");
        body.put("answer", inner);
        return Answer.json(200, body).header(Waiting.T, Long.toString(t));
    }

    private static FactumError unknown() {
        return FactumError.of(HttpErrorCode.UNKNOWN_REQUEST, "There is no such request");
    }
}
