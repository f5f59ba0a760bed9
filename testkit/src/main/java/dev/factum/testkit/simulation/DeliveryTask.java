package dev.factum.testkit.simulation;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.TxResult;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.claim.Delivery;
import dev.factum.machine.claim.Event;
import dev.factum.machine.claim.Io;
import dev.factum.machine.claim.Outcome;
import dev.factum.machine.claim.Step;
import dev.factum.machine.message.Message;
import java.time.Duration;

/// A message that an instance has in hand. Belongs to one run.
final class DeliveryTask {

    private static final Duration REST = Duration.ofSeconds(2);

    private final Instance instance;
    private final Message message;
    private final boolean wantsReply;
    private final Runnable acknowledge;
    private final Runnable whenDone;

    DeliveryTask(
            Instance instance,
            Message message,
            boolean wantsReply,
            Runnable acknowledge,
            Runnable whenDone) {
        this.instance = instance;
        this.message = message;
        this.wantsReply = wantsReply;
        this.acknowledge = acknowledge;
        this.whenDone = whenDone;
    }

    void begin() {
        proceed(instance.parts().begin(message, wantsReply, acknowledge));
    }

    private void hear(Delivery delivery, Event event) {
        proceed(instance.parts().next(delivery, event));
    }

    private void proceed(Step step) {
        Delivery delivery = step.delivery();
        if (step.io().isEmpty()) {
            delivery.outcomes().forEach(this::note);
            whenDone.run();
            return;
        }
        switch (step.io().getFirst()) {
            case Io.Look(long atLeast) ->
                    instance.soon(
                            () -> hear(delivery, new Event.Looked(instance.database(atLeast))));
            case Io.Transact(var request, int asks) ->
                    instance.transact(
                            request.claim().orElse("to park " + message.identity()),
                            request,
                            asks,
                            result -> answered(delivery, result));
            case Io.ReadLog(long t) ->
                    instance.soon(() -> {
                        instance.database(t);
                        LogEntry entry = instance.log().entries(t, t + 1).getFirst();
                        hear(delivery, new Event.Read(entry));
                    });
            case Io.Acknowledge _ ->
                    instance.soon(() -> {
                        acknowledge.run();
                        hear(delivery, new Event.Performed());
                    });
            case Io.GiveBack _ -> {
                instance.around().chance().reach(Landmark.GIVEN_BACK);
                instance.after(REST, this::begin);
            }
        }
    }

    private void answered(Delivery delivery, TxResult result) {
        Chance chance = instance.around().chance();
        if (delivery.phase() instanceof Delivery.Phase.Committing committing) {
            if (result instanceof TxResult.Conflict) {
                chance.reach(Landmark.RUN_AGAIN);
            } else if (result instanceof TxResult.Duplicate) {
                chance.reach(Landmark.CLAIM_TAKEN);
            } else if (result instanceof TxResult.Committed && committing.proposal() == null) {
                chance.reach(Landmark.RUN_AT_WRITER);
            }
        }
        hear(delivery, new Event.Answered(result));
    }

    private void note(Outcome outcome) {
        Chance chance = instance.around().chance();
        switch (outcome) {
            case Outcome.Repeated(_, _, var reply) ->
                    chance.reach(reply == null ? Landmark.CLAIM_FOUND : Landmark.REPLIED_AGAIN);
            case Outcome.SetAside(_, var error) ->
                    chance.reach(
                            error.code() == MachineErrorCode.KEY_PARKED
                                    ? Landmark.PARKED_BEHIND
                                    : Landmark.PARKED);
            case Outcome.Decided _, Outcome.Forgotten _, Outcome.Undecided _ -> {}
        }
    }
}
