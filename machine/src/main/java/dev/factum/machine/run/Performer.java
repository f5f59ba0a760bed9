package dev.factum.machine.run;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.machine.claim.Delivery;
import dev.factum.machine.claim.DeliverySteps;
import dev.factum.machine.claim.Event;
import dev.factum.machine.claim.Io;
import dev.factum.machine.claim.Position;
import dev.factum.machine.claim.Step;
import dev.factum.machine.handler.HandlerDefinition;
import dev.factum.machine.message.Message;
import java.time.Duration;
import java.util.List;

/// Runs the step function for one message at a time, on the caller's thread, against a connection.
/// Safe to share between threads.
final class Performer {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final CarefulLife life;
    private final Connection connection;

    Performer(CarefulLife life, Connection connection) {
        this.life = life;
        this.connection = connection;
    }

    /// Takes a message to its end.
    ///
    /// @param acknowledge called if it is done with, not if it has to come again
    Delivery perform(Message message, boolean wantsReply, Runnable acknowledge) {
        DeliverySteps steps = life.steps();
        return perform(steps, steps.begin(message, wantsReply), acknowledge);
    }

    /// Takes what a broker has delivered to its end.
    Delivery perform(Broker.Delivered delivered) {
        DeliverySteps steps = life.steps();
        return perform(steps, begin(steps, delivered), delivered::acknowledge);
    }

    /// The same for some of the handlers that take it.
    Delivery perform(Broker.Delivered delivered, List<HandlerDefinition<?>> handlers) {
        DeliverySteps steps = life.steps();
        Step part = DeliverySteps.only(handlers, begin(steps, delivered));
        return perform(steps, part, delivered::acknowledge);
    }

    private static Step begin(DeliverySteps steps, Broker.Delivered delivered) {
        Position position = delivered.position().orElse(null);
        FactumError problem = delivered.problem().orElse(null);
        if (problem != null) {
            return steps.beginUnreadable(delivered.message(), problem, position);
        }
        return position == null
                ? steps.begin(delivered.message(), false)
                : steps.begin(delivered.message(), position);
    }

    private Delivery perform(DeliverySteps steps, Step first, Runnable acknowledge) {
        return life.decide(first.delivery(), () -> toTheEnd(steps, first, acknowledge));
    }

    private Delivery toTheEnd(DeliverySteps steps, Step first, Runnable acknowledge) {
        Step step = first;
        while (!step.io().isEmpty()) {
            step = steps.next(step.delivery(), perform(step.io().getFirst(), acknowledge));
        }
        return step.delivery();
    }

    private Event perform(Io io, Runnable acknowledge) {
        return switch (io) {
            case Io.Look(long atLeast) ->
                    new Event.Looked(
                            atLeast == 0 ? connection.db() : connection.db(atLeast, LONGEST_WAIT));
            case Io.Transact(var request, int asks) -> {
                Backoff.pause(asks);
                yield new Event.Answered(connection.submit(request));
            }
            case Io.ReadLog(long t) -> {
                connection.db(t, LONGEST_WAIT);
                yield new Event.Read(
                        connection.log(t, t + 1).stream().findFirst().orElseThrow(() -> gone(t)));
            }
            case Io.Acknowledge _ -> {
                acknowledge.run();
                yield new Event.Performed();
            }
            case Io.GiveBack _ -> new Event.Performed();
        };
    }

    private static FactumError gone(long t) {
        return FactumError.of(
                        DbErrorCode.STORAGE_UNAVAILABLE, "The log does not have this transaction")
                .with("t", t);
    }
}
