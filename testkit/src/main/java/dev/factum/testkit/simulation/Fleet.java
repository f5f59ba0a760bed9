package dev.factum.testkit.simulation;

import dev.factum.machine.message.Message;
import dev.factum.testkit.MemoryLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One or two instances of a machine on one database, as they die, stand still, come back, and take
/// keys over from each other. Belongs to one run.
final class Fleet {

    private static final Duration LONGEST_DEATH = Duration.ofSeconds(10);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final Duration LONGEST_JUMP = Duration.ofHours(2);

    private final Surroundings around;
    private final List<Instance> instances = new ArrayList<>();
    private final Map<String, Integer> owners = new TreeMap<>();

    Fleet(Surroundings around) {
        this.around = around;
    }

    /// Starts all instances.
    void start() {
        int size = 1 + around.chance().below(2);
        for (int place = 0; place < size; place++) {
            instances.add(instance(place));
        }
    }

    private Instance instance(int place) {
        return new Instance("instance " + place, around, () -> beforeStep(place));
    }

    void committed(MemoryLog moment) {
        instances.forEach(instance -> instance.committed(moment));
    }

    /// Hands a message to whoever has its key; false if that one is dead.
    boolean deliver(Message message, Runnable acknowledge) {
        int owner =
                owners.computeIfAbsent(message.key(), _ -> around.chance().below(instances.size()));
        Instance instance = instances.get(owner);
        if (!instance.isAlive()) {
            return false;
        }
        instance.enter(message, acknowledge, () -> {});
        return true;
    }

    // ---- what goes wrong

    private void beforeStep(int place) {
        Chance chance = around.chance();
        if (chance.strikes(Hazard.CLOCK_JUMPS)) {
            around.timeline().jump(chance.upTo(LONGEST_JUMP));
        }
        if (chance.strikes(Hazard.KEY_MOVED)) {
            move(place, 1 + chance.below(2));
        }
        if (chance.strikes(Hazard.PROCESS_PAUSED)) {
            Duration pause = chance.upTo(SHORTEST_PAUSE, LONGEST_PAUSE);
            around.timeline().note("instance " + place + " stands still for " + pause);
            instances.get(place).pauseUntil(around.timeline().instant().plus(pause));
            move(place, owners.size());
        }
        if (chance.strikes(Hazard.PROCESS_KILLED)) {
            kill(place);
        }
    }

    private void kill(int place) {
        around.timeline().note("instance " + place + " dies");
        instances.get(place).die();
        if (around.chance().below(2) == 0) {
            move(place, owners.size());
        }
        around.timeline()
                .after(
                        around.chance().upTo(LONGEST_DEATH),
                        Timeline.WORLD,
                        () -> {
                            around.timeline().note("instance " + place + " starts again");
                            instances.set(place, instance(place));
                            around.redelivery().redeliver(keysOf(place));
                        });
    }

    /// Some keys of an instance are the other's from now on. What it has in hand of them it goes on
    /// with.
    private void move(int place, int most) {
        int other = instances.size() - 1 - place;
        if (instances.size() < 2) {
            return;
        }
        List<String> moved = keysOf(place).stream().limit(most).toList();
        moved.forEach(key -> owners.put(key, other));
        around.redelivery().redeliver(moved);
        around.timeline().note("instance " + other + " takes over " + moved);
    }

    private List<String> keysOf(int place) {
        return owners.entrySet().stream()
                .filter(each -> each.getValue() == place)
                .map(Map.Entry::getKey)
                .toList();
    }
}
