package dev.factum.machine.run;

import dev.factum.facts.error.FactumError;
import dev.factum.machine.claim.Position;
import dev.factum.machine.message.Message;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// What a broker has delivered, where handlers deal with it apart from each other: it is done with
/// when all of them are. Safe to share between threads.
final class PartedDelivery implements Broker.Delivered {

    private final Broker.Delivered whole;
    private final AtomicInteger parts = new AtomicInteger(1);

    /// One part at first.
    PartedDelivery(Broker.Delivered whole) {
        this.whole = whole;
    }

    /// One part more.
    void part() {
        parts.incrementAndGet();
    }

    @Override
    public Message message() {
        return whole.message();
    }

    @Override
    public void acknowledge() {
        if (parts.decrementAndGet() == 0) {
            whole.acknowledge();
        }
    }

    @Override
    public Optional<Position> position() {
        return whole.position();
    }

    @Override
    public Optional<FactumError> problem() {
        return whole.problem();
    }

    @Override
    public void giveBack() {
        whole.giveBack();
    }
}
