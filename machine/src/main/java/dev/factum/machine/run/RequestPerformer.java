package dev.factum.machine.run;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.machine.request.Gateway;
import dev.factum.machine.request.Performing;
import dev.factum.machine.request.RequestEvent;
import dev.factum.machine.request.RequestIo;
import dev.factum.machine.request.RequestSteps;
import java.time.Duration;
import java.time.InstantSource;

/// Does what the step function of a request asks for, on the thread that calls. Safe to share
/// between threads.
final class RequestPerformer {

    private final RequestSteps steps;
    private final Connection connection;
    private final RecentDecisions decisions;
    private final Gateway gateway;
    private final InstantSource clock;

    RequestPerformer(Connection connection, Gateway gateway, InstantSource clock) {
        this.steps = new RequestSteps(gateway::destination);
        this.connection = connection;
        this.decisions = new RecentDecisions(connection);
        this.gateway = gateway;
        this.clock = clock;
    }

    /// Takes a request as far as it goes now.
    ///
    /// @return how long it is to be left alone
    Duration perform(String id) {
        RequestSteps.Step step = steps.begin(id);
        while (step.io().isPresent()) {
            RequestIo io = step.io().get();
            if (io instanceof RequestIo.Rest(Duration pause, _)) {
                return pause;
            }
            Performing performing = step.performing();
            step = steps.next(performing, perform(io));
        }
        return Duration.ZERO;
    }

    private RequestEvent perform(RequestIo io) {
        return switch (io) {
            case RequestIo.Look _ -> new RequestEvent.Looked(connection.db(), clock.instant());
            case RequestIo.ReadLog(long t) -> new RequestEvent.Read(decisions.at(t));
            case RequestIo.Send(var call) ->
                    new RequestEvent.Sent(gateway.send(call), clock.instant());
            case RequestIo.Transact(var request, int asks) -> {
                if (!Backoff.pause(asks)) {
                    throw FactumError.of(
                            DbErrorCode.TRANSACTION_TIMEOUT, "The thread was interrupted");
                }
                yield new RequestEvent.Answered(connection.submit(request));
            }
            case RequestIo.Rest _ -> throw new IllegalArgumentException("A rest is no event");
        };
    }
}
