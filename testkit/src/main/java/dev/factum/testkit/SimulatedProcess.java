package dev.factum.testkit;

/// A program that lives in a [World] and may be killed at any of its steps.
///
/// What it keeps in its fields is gone with it: a new one is made for each life.
@FunctionalInterface
public interface SimulatedProcess {

    /// Works until there is nothing left to do.
    void run(World world);
}
