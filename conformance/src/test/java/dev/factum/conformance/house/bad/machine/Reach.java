package dev.factum.conformance.house.bad.machine;

import dev.factum.conformance.house.bad.storage.Shelf;

/// Uses a room that the machine may not use.
public record Reach(Shelf shelf) {}
