package dev.factum.workload.effects;

import dev.factum.facts.error.FactumError;
import dev.factum.machine.claim.Position;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import dev.factum.machine.run.Broker;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// A broker whose deliveries and publications pass points. Safe to share between threads.
///
/// @param say tells the supervisor what was given back
record SnaredBroker(Broker broker, Snare snare, Consumer<String> say) implements Broker {

    @Override
    public void publish(List<Message> messages, Runnable accepted) {
        broker.publish(messages, accepted);
    }

    @Override
    public Subscription subscribe(String group, Set<Topic> topics, Consumer<Delivered> receiver) {
        return broker.subscribe(group, topics, receiving(receiver));
    }

    @Override
    public Subscription subscribe(
            String group, Set<Topic> topics, Consumer<Delivered> receiver, Positions positions) {
        return broker.subscribe(group, topics, receiving(receiver), positions);
    }

    private Consumer<Delivered> receiving(Consumer<Delivered> receiver) {
        return delivered -> {
            snare.pass(KillPoint.RECEIVED);
            receiver.accept(new Snared(delivered));
        };
    }

    @Override
    public Outlet outlet() {
        Outlet outlet = broker.outlet();
        return new Outlet() {
            @Override
            public void publish(
                    List<Message> messages, Runnable accepted, Consumer<Throwable> failed) {
                if (messages.isEmpty()) {
                    outlet.publish(messages, accepted, failed);
                    return;
                }
                snare.pass(KillPoint.BEFORE_PUBLISH);
                outlet.publish(messages, () -> accept(accepted), failed);
                snare.pass(KillPoint.AFTER_PUBLISH);
            }

            @Override
            public void close() {
                outlet.close();
            }
        };
    }

    private void accept(Runnable accepted) {
        snare.pass(KillPoint.ACCEPTED);
        accepted.run();
    }

    @Override
    public void close() {
        broker.close();
    }

    /// A message on its way through the service.
    private final class Snared implements Delivered {
        private final Delivered delivered;

        Snared(Delivered delivered) {
            this.delivered = delivered;
        }

        @Override
        public Message message() {
            return delivered.message();
        }

        @Override
        public Optional<Position> position() {
            return delivered.position();
        }

        @Override
        public Optional<FactumError> problem() {
            return delivered.problem();
        }

        @Override
        public void acknowledge() {
            snare.pass(KillPoint.BEFORE_ACKNOWLEDGE);
            delivered.acknowledge();
            snare.pass(KillPoint.AFTER_ACKNOWLEDGE);
        }

        @Override
        public void giveBack() {
            say.accept(Words.GIVEN_BACK);
            delivered.giveBack();
        }
    }
}
