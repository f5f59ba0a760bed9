package dev.factum.testkit.simulation;

import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A broker that keeps the order of each key and promises nothing else: messages come twice, late,
/// again after a restart, and to another instance than before. Belongs to one run.
final class SimulatedBroker {

    private static final Duration LATEST = Duration.ofSeconds(30);

    private final Timeline timeline;
    private final Chance chance;
    private final Consumers consumers;
    private final Map<String, Lane> lanes = new LinkedHashMap<>();

    /// Who takes messages.
    @FunctionalInterface
    interface Consumers {

        /// Hands a message to whoever has its key now; false if that one is not there.
        boolean deliver(Message message, Runnable acknowledge);
    }

    SimulatedBroker(Timeline timeline, Chance chance, Consumers consumers) {
        this.timeline = timeline;
        this.chance = chance;
        this.consumers = consumers;
    }

    /// Messages of one topic and key.
    private static final class Lane {
        final String key;
        final List<Message> messages = new ArrayList<>();
        final List<Boolean> acknowledged = new ArrayList<>();
        int delivered;

        Lane(String key) {
            this.key = key;
        }
    }

    /// Takes a message for good.
    void enter(Message message) {
        append(message);
        if (chance.strikes(Hazard.DELIVERED_TWICE)) {
            timeline.after(chance.upTo(LATEST), Timeline.WORLD, () -> append(message));
        }
    }

    private void append(Message message) {
        Lane lane =
                lanes.computeIfAbsent(
                        lane(message.topic(), message.key()), _ -> new Lane(message.key()));
        lane.messages.add(message);
        lane.acknowledged.add(false);
        pump(lane);
    }

    private static String lane(Topic topic, String key) {
        return topic + " " + key;
    }

    private void pump(Lane lane) {
        Duration pause =
                chance.strikes(Hazard.DELIVERED_LATE) ? chance.upTo(LATEST) : chance.step();
        timeline.after(pause, Timeline.WORLD, () -> deliver(lane));
    }

    private void deliver(Lane lane) {
        while (lane.delivered < lane.messages.size()) {
            int place = lane.delivered;
            if (!consumers.deliver(
                    lane.messages.get(place), () -> lane.acknowledged.set(place, true))) {
                return;
            }
            lane.delivered++;
        }
    }

    /// These keys are somebody else's now, or those of one who knows nothing any more: what was not
    /// acknowledged comes again.
    void redeliver(Collection<String> keys) {
        for (Lane lane : lanes.values()) {
            int first = lane.acknowledged.indexOf(false);
            if (keys.contains(lane.key) && first >= 0) {
                lane.delivered = Math.min(first, lane.delivered);
                pump(lane);
            }
        }
    }

    /// The messages of each topic and key in the order in which they came first.
    List<List<Message>> inOrder() {
        return lanes.values().stream()
                .map(lane -> lane.messages.stream().distinct().toList())
                .toList();
    }

    /// Messages that were never acknowledged.
    List<Message> open() {
        var open = new ArrayList<Message>();
        for (Lane lane : lanes.values()) {
            for (int place = 0; place < lane.messages.size(); place++) {
                if (!lane.acknowledged.get(place)) {
                    open.add(lane.messages.get(place));
                }
            }
        }
        return open;
    }
}
