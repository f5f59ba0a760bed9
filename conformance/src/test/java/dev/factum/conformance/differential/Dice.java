package dev.factum.conformance.differential;

import java.util.List;
import java.util.random.RandomGenerator;

/// Random choices in words.
record Dice(RandomGenerator random) {

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /// From `least` to `most`, both possible.
    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    boolean once(int in) {
        return random.nextInt(in) == 0;
    }
}
