package dev.factum.conformance.house.bad.attic;

/// In a room that nobody drew, in a package without explanation.
public final class Dust {}
