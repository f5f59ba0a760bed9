package dev.factum.gateway.kafka;

import dev.factum.facts.error.FactumError;
import dev.factum.machine.claim.Position;
import dev.factum.machine.message.Message;
import dev.factum.machine.run.Broker;
import java.util.Optional;

/// A record that was handed over. Safe to share between threads.
///
/// @param size of the record in bytes
record DeliveredRecord(RecordReader.Read read, PartitionIntake intake, long offset, int size)
        implements Broker.Delivered {

    @Override
    public Message message() {
        return read.message();
    }

    @Override
    public Optional<FactumError> problem() {
        return Optional.ofNullable(read.problem());
    }

    @Override
    public Optional<Position> position() {
        return intake.position();
    }

    @Override
    public void acknowledge() {
        intake.finish(offset, size);
    }

    @Override
    public void giveBack() {
        intake.lose();
    }
}
