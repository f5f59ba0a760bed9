package dev.factum.workload.effects;

import dev.factum.machine.request.Call;
import dev.factum.machine.request.Destination;
import dev.factum.machine.request.Exchange;
import dev.factum.machine.request.Gateway;
import dev.factum.machine.request.Health;
import java.util.Optional;

/// A gateway whose calls pass points. Safe to share between threads.
record SnaredGateway(Gateway gateway, Snare snare) implements Gateway {

    @Override
    public Exchange send(Call call) {
        snare.pass(KillPoint.BEFORE_SEND);
        Exchange exchange = gateway.send(call);
        snare.pass(KillPoint.AFTER_SEND);
        return exchange;
    }

    @Override
    public Optional<Destination> destination(String name) {
        return gateway.destination(name);
    }

    @Override
    public Health health(String name) {
        return gateway.health(name);
    }

    @Override
    public void close() {
        gateway.close();
    }
}
