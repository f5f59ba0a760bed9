package dev.factum.examples.offers.controllers;

import java.util.Arrays;
import java.util.Optional;

/// The ways to create an offer, by the names that the web and the race use.
public enum Strategy {
    CHECK_THEN_INSERT("v1", "check, then insert"),
    IN_THE_TRANSACTOR("v2", "function in the transactor"),
    INSERT_THEN_CHECK("v3", "insert, check db-after, take back"),
    INSERT_THEN_CHECK_WRONGLY("v3-wrong", "insert, check the current db, take back"),
    THROUGH_THE_MACHINE("v4", "v1's code as a handler of the machine"),
    WITH_AN_INVARIANT("v5", "a declared invariant");

    private final String label;
    private final String description;

    Strategy(String label, String description) {
        this.label = label;
        this.description = description;
    }

    /// The short name, such as `v1`.
    public String label() {
        return label;
    }

    public String description() {
        return description;
    }

    /// The strategy with this short name.
    public static Optional<Strategy> labelled(String label) {
        return Arrays.stream(values()).filter(strategy -> strategy.label.equals(label)).findFirst();
    }
}
