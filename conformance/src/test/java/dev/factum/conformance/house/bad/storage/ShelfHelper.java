package dev.factum.conformance.house.bad.storage;

/// Has a name that says nothing.
public final class ShelfHelper {}
