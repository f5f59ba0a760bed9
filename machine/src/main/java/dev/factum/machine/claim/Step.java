package dev.factum.machine.claim;

import java.util.List;

/// Where a delivery is now, and what it asks for next; nothing if it is finished.
public record Step(Delivery delivery, List<Io> io) {

    public Step {
        io = List.copyOf(io);
    }
}
