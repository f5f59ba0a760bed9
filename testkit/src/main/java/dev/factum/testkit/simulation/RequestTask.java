package dev.factum.testkit.simulation;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.TxResult;
import dev.factum.machine.effect.Decision;
import dev.factum.machine.request.Performing;
import dev.factum.machine.request.RequestEvent;
import dev.factum.machine.request.RequestIo;
import dev.factum.machine.request.RequestSteps;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// A request that an instance performs. Belongs to one run.
final class RequestTask {

    private final Instance instance;
    private final String id;
    private final Consumer<Duration> whenEnded;

    /// @param whenEnded told for how long it is to be left alone
    RequestTask(Instance instance, String id, Consumer<Duration> whenEnded) {
        this.instance = instance;
        this.id = id;
        this.whenEnded = whenEnded;
    }

    void begin() {
        proceed(instance.parts().beginRequest(id));
    }

    private void hear(Performing performing, RequestEvent event) {
        proceed(instance.parts().nextRequest(performing, event));
    }

    private void proceed(RequestSteps.Step step) {
        Performing performing = step.performing();
        Optional<RequestIo> io = step.io();
        if (io.isEmpty()) {
            whenEnded.accept(Duration.ZERO);
            return;
        }
        switch (io.get()) {
            case RequestIo.Look _ -> instance.soon(() -> look(performing));
            case RequestIo.ReadLog(long t) ->
                    instance.soon(() -> {
                        instance.database(t);
                        LogEntry entry = instance.log().entries(t, t + 1).getFirst();
                        hear(performing, new RequestEvent.Read(Decision.at(entry)));
                    });
            case RequestIo.Send(var call) ->
                    instance.around()
                            .partners()
                            .send(
                                    call,
                                    exchange ->
                                            instance.soon(() ->
                                                    hear(
                                                            performing,
                                                            new RequestEvent.Sent(
                                                                    exchange, now()))));
            case RequestIo.Transact(var request, int asks) ->
                    instance.transact(
                            "request " + id, request, asks, result -> answered(performing, result));
            case RequestIo.Rest(Duration pause, _) -> whenEnded.accept(pause);
        }
    }

    /// Between a look at the clock and what is sent because of it nobody stands still for long:
    /// that is what the machine relies on.
    private void look(Performing performing) {
        var looked = new RequestEvent.Looked(instance.database(), now());
        RequestSteps.Step next = instance.parts().nextRequest(performing, looked);
        if (performing.phase() instanceof Performing.Phase.Hurrying && next.io().isEmpty()) {
            instance.around().chance().reach(Landmark.SENDING_GIVEN_UP);
        }
        proceed(next);
    }

    private Instant now() {
        return instance.around().timeline().instant();
    }

    private void answered(Performing performing, TxResult result) {
        boolean isRefused =
                result instanceof TxResult.Conflict || result instanceof TxResult.Rejected;
        if (isRefused) {
            instance.around().chance().reach(Landmark.REQUEST_RACE_LOST);
        }
        hear(performing, new RequestEvent.Answered(result));
    }
}
