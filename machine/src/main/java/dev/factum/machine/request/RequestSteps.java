package dev.factum.machine.request;

import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.facts.error.FactumError;
import dev.factum.machine.effect.Decision;
import dev.factum.machine.effect.Request;
import dev.factum.machine.request.Performing.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The step function that performs requests: from a state and an event to the next state and what
/// is to be done. Pure, and safe to share between threads.
///
/// 1. Look what is to be done, and read in the log what is to be sent.
/// 2. If sending it twice might do harm, have the writer take note that it is on its way. Whoever
///    finds such a note later knows that an outcome is missing, and does not send it again.
/// 3. Send it, under its key; but not if the note has become old meanwhile, since then somebody
///    else may have asked the partner and sent it.
/// 4. Judge what came of it and have the writer take note, together with the message that tells the
///    outcome. If anything that counts has changed meanwhile, judge again.
///
/// What is promised: each attempt of a request bears the same key; an outcome is known, or it is
/// known that it is not. That a partner acts once is up to the partner.
public final class RequestSteps {

    /// How often the writer is asked before the request is left to be begun anew.
    public static final int MOST_ASKS = 12;

    /// How long the writer may take to note an outcome, before it counts as missing.
    private static final Duration MARGIN = Duration.ofSeconds(30);

    /// How long after the decision to send something it may still be sent.
    private static final Duration HURRY = Duration.ofSeconds(10);

    private static final Duration REST = Duration.ofSeconds(5);

    private static final Verdict FORGOTTEN =
            new Verdict.Lost("The partner may have forgotten the key of an attempt nobody noted");

    private final Function<String, Optional<Destination>> destinations;

    /// @param destinations what is known of a destination
    public RequestSteps(Function<String, Optional<Destination>> destinations) {
        this.destinations = destinations;
    }

    /// A state and what is to be done in it; nothing if it is finished.
    public record Step(Performing performing, Optional<RequestIo> io) {}

    /// The first step of a request that is due.
    ///
    /// @param id its idempotency key
    public Step begin(String id) {
        return asking(new Performing(id, null, new Phase.Looking()), new RequestIo.Look());
    }

    private static Step asking(Performing performing, RequestIo io) {
        return new Step(performing, Optional.of(io));
    }

    private static Step finished(Performing performing) {
        return new Step(performing.in(new Phase.Finished()), Optional.empty());
    }

    private static Step resting(Performing performing, Duration pause, String reason) {
        return asking(performing.in(new Phase.Finished()), new RequestIo.Rest(pause, reason));
    }

    /// The step after what was asked for has been done.
    public Step next(Performing performing, RequestEvent event) {
        return switch (performing.phase()) {
            case Phase.Looking _ when event instanceof RequestEvent.Looked(var db, var now) ->
                    looked(performing, db, now);
            case Phase.Reading _ when event instanceof RequestEvent.Read(var decision) ->
                    asking(performing.with(decision, new Phase.Choosing()), new RequestIo.Look());
            case Phase.Choosing _ when event instanceof RequestEvent.Looked(var db, var now) ->
                    chosen(performing, db, now);
            case Phase.Marking marking when event instanceof RequestEvent.Answered(var result) ->
                    marked(performing, marking, result);
            case Phase.Hurrying hurrying when event instanceof RequestEvent.Looked(_, var now) ->
                    now.isBefore(hurrying.before())
                            ? asking(
                                    performing.in(new Phase.Sending(false, hurrying.step())),
                                    new RequestIo.Send(hurrying.call()))
                            : finished(performing);
            case Phase.Sending sending when event instanceof RequestEvent.Sent(var got, var at) ->
                    asking(
                            performing.in(new Phase.Judging(sending, got, at, 0)),
                            new RequestIo.Look());
            case Phase.Judging judging when event instanceof RequestEvent.Looked(var db, _) ->
                    judged(performing, judging, db);
            case Phase.Recording recording
                    when event instanceof RequestEvent.Answered(var result) ->
                    recorded(performing, recording, result);
            case Phase.Looking _,
                    Phase.Reading _,
                    Phase.Choosing _,
                    Phase.Marking _,
                    Phase.Hurrying _,
                    Phase.Sending _,
                    Phase.Judging _,
                    Phase.Recording _,
                    Phase.Finished _ ->
                    throw new IllegalArgumentException(
                            event + " does not answer " + performing.phase());
        };
    }

    // ---- what is to be done

    private static Step looked(Performing performing, Database db, Instant now) {
        Optional<PlannedRequest> planned = due(performing, db, now);
        return planned.isEmpty()
                ? finished(performing)
                : asking(
                        performing.in(new Phase.Reading()),
                        new RequestIo.ReadLog(planned.get().decidedAt()));
    }

    private static Optional<PlannedRequest> due(Performing performing, Database db, Instant now) {
        return PlannedRequest.of(db, performing.id())
                .filter(planned -> planned.due().isPresent() && !planned.due().get().isAfter(now));
    }

    private Step chosen(Performing performing, Database db, Instant now) {
        if (due(performing, db, now).isEmpty()) {
            return finished(performing);
        }
        Decision content = Objects.requireNonNull(performing.content());
        var transition = new Transition(db, performing.id(), content, now);
        PlannedRequest planned = transition.planned();
        Request request = transition.request();
        Optional<Destination> to = destinations.apply(request.destination());
        if (to.isEmpty()) {
            return resting(performing, REST, "There is no destination " + request.destination());
        }
        if (planned.isUndone() && planned.state() == RequestState.PLANNED) {
            return recording(performing, null, transition.cancelled(), 0);
        }
        return switch (planned.state()) {
            case PLANNED ->
                    new Judgement(request, to.get(), planned, now).isForgotten(now)
                            ? recording(performing, null, transition.of(FORGOTTEN), 0)
                            : attempt(performing, transition, request, to.get(), now);
            case ATTEMPTING ->
                    recording(
                            performing,
                            null,
                            transition.of(
                                    new Verdict.Lost("Whoever sent it has not told the outcome")),
                            0);
            case UNKNOWN ->
                    asking(
                            performing.in(new Phase.Sending(true, planned.step())),
                            new RequestIo.Send(probe(request, to.get(), performing.id())));
            case WAITING, DONE, FAILED, CANCELLED -> finished(performing);
        };
    }

    private static Step attempt(
            Performing performing,
            Transition transition,
            Request request,
            Destination to,
            Instant now) {
        Call call =
                new Call(
                        request.destination(),
                        request.method(),
                        request.path(),
                        request.headers(),
                        request.body(),
                        performing.id(),
                        to.timeout());
        long step = transition.planned().step();
        if (Judgement.isRepeatable(request, to)) {
            return asking(performing.in(new Phase.Sending(false, step)), new RequestIo.Send(call));
        }
        Instant until = now.plus(to.timeout()).plus(MARGIN);
        return asking(
                performing.in(new Phase.Marking(call, step + 1, now.plus(HURRY))),
                new RequestIo.Transact(transition.attempting(until), 0));
    }

    private static Call probe(Request request, Destination to, String id) {
        return new Call(
                request.destination(),
                "GET",
                request.probe().orElseThrow(),
                request.headers(),
                Map.of(),
                id,
                to.timeout());
    }

    /// Only who knows that the note is durable may send; whoever does not know leaves it to the
    /// agenda.
    private static Step marked(Performing performing, Phase.Marking marking, TxResult result) {
        return result instanceof TxResult.Committed
                ? asking(
                        performing.in(
                                new Phase.Hurrying(
                                        marking.call(), marking.step(), marking.before())),
                        new RequestIo.Look())
                : finished(performing);
    }

    // ---- what came of it

    /// If the request has moved on since it was sent, its outcome has been noted.
    private Step judged(Performing performing, Phase.Judging judging, Database db) {
        Decision content = Objects.requireNonNull(performing.content());
        Optional<PlannedRequest> present = PlannedRequest.of(db, performing.id());
        if (present.isEmpty() || present.get().step() != judging.sending().step()) {
            return finished(performing);
        }
        var transition = new Transition(db, performing.id(), content, judging.at());
        Request request = transition.request();
        Destination to = destinations.apply(request.destination()).orElseThrow();
        if (judging.exchange() instanceof Exchange.Deferred(String reason, Duration pause)
                && transition.planned().state() != RequestState.ATTEMPTING) {
            return resting(performing, pause, reason);
        }
        var judgement = new Judgement(request, to, transition.planned(), judging.at());
        Verdict verdict =
                judging.sending().isProbe()
                        ? judgement.ofProbe(judging.exchange())
                        : judgement.of(judging.exchange());
        return recording(performing, judging, transition.of(verdict), judging.asks());
    }

    private static Step recording(
            Performing performing, Phase.@Nullable Judging judging, TxRequest request, int asks) {
        return asking(
                performing.in(new Phase.Recording(judging, asks)),
                new RequestIo.Transact(request, asks));
    }

    private static Step recorded(
            Performing performing, Phase.Recording recording, TxResult result) {
        return switch (result) {
            case TxResult.Committed _, TxResult.Duplicate _ -> finished(performing);
            case TxResult.Conflict _ -> again(performing, recording, "Something else changed");
            case TxResult.Indeterminate(var error) ->
                    again(performing, recording, error.getMessage());
            case TxResult.Rejected(var error) when error.category().retryable() ->
                    again(performing, recording, error.getMessage());
            case TxResult.Rejected(FactumError error) ->
                    resting(performing, REST, error.getMessage());
        };
    }

    /// Looks and judges once more. If the state had been noted after all, there is nothing to do.
    private static Step again(Performing performing, Phase.Recording recording, String reason) {
        Phase.Judging judging = recording.judging();
        if (judging == null) {
            return resting(performing, Duration.ZERO, reason);
        }
        if (recording.asks() + 1 >= MOST_ASKS) {
            return resting(performing, REST, reason);
        }
        var next =
                new Phase.Judging(
                        judging.sending(), judging.exchange(), judging.at(), recording.asks() + 1);
        return asking(performing.in(next), new RequestIo.Look());
    }
}
