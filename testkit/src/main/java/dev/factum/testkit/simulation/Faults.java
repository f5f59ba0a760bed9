package dev.factum.testkit.simulation;

import java.util.EnumMap;
import java.util.Map;

/// How likely each [Hazard] is. Immutable.
public final class Faults {

    private final Map<Hazard, Double> rates;

    private Faults(Map<Hazard, Double> rates) {
        this.rates = rates;
    }

    /// Nothing goes wrong.
    public static Faults none() {
        return new Faults(new EnumMap<>(Hazard.class));
    }

    /// Everything goes wrong now and then.
    public static Faults standard() {
        Faults faults = none();
        for (Hazard hazard : Hazard.values()) {
            faults = faults.with(hazard, hazard.usual());
        }
        return faults;
    }

    /// The same with another probability of one hazard.
    ///
    /// @param rate from 0 to 1, each time it could happen
    public Faults with(Hazard hazard, double rate) {
        var changed = new EnumMap<>(rates);
        changed.put(hazard, rate);
        return new Faults(changed);
    }

    /// The same, in which one hazard never happens.
    public Faults without(Hazard hazard) {
        return with(hazard, 0);
    }

    double rate(Hazard hazard) {
        return rates.getOrDefault(hazard, 0.0);
    }
}
