package dev.factum.testkit.simulation;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// What a seed decides: when something goes wrong, and how long everything takes. Counts what has
/// happened. Belongs to one run.
///
/// Each seed has hazards of its own that never happen and others that happen often, so that seeds
/// differ from each other more than by luck (swarm testing, Groce et al., ISSTA 2012).
final class Chance {

    private static final double[] EMPHASIS = {0, 0.5, 1, 1, 3};
    private static final double MOST = 0.5;

    private final RandomGenerator random;
    private final Map<Hazard, Double> rates = new EnumMap<>(Hazard.class);
    private final Map<Hazard, Integer> struck = new EnumMap<>(Hazard.class);
    private final Map<Landmark, Integer> reached = new EnumMap<>(Landmark.class);
    private boolean isCalm;

    Chance(long seed, Faults faults) {
        this.random = generator(seed);
        for (Hazard hazard : Hazard.values()) {
            double emphasis = EMPHASIS[random.nextInt(EMPHASIS.length)];
            rates.put(hazard, Math.min(faults.rate(hazard) * emphasis, MOST));
        }
    }

    static RandomGenerator generator(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /// From now on nothing goes wrong.
    void calm() {
        isCalm = true;
    }

    boolean isCalm() {
        return isCalm;
    }

    /// True if it happens this time.
    boolean strikes(Hazard hazard) {
        double rate = rates.getOrDefault(hazard, 0.0);
        boolean happens = !isCalm && rate > 0 && random.nextDouble() < rate;
        if (happens) {
            struck.merge(hazard, 1, Integer::sum);
        }
        return happens;
    }

    void reach(Landmark landmark) {
        reached.merge(landmark, 1, Integer::sum);
    }

    Map<Hazard, Integer> struck() {
        return struck;
    }

    Map<Landmark, Integer> reached() {
        return reached;
    }

    /// How long a step takes: mostly nothing much, sometimes as long as several others.
    Duration step() {
        return upTo(random.nextInt(8) == 0 ? Duration.ofMillis(200) : Duration.ofMillis(10));
    }

    /// Any time up to the longest.
    Duration upTo(Duration longest) {
        return Duration.ofNanos(1 + random.nextLong(longest.toNanos()));
    }

    /// Long, but not forever.
    Duration upTo(Duration shortest, Duration longest) {
        return shortest.plus(upTo(longest.minus(shortest)));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }
}
