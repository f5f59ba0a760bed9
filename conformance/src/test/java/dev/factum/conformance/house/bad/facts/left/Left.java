package dev.factum.conformance.house.bad.facts.left;

import com.tngtech.archunit.core.domain.JavaClass;
import dev.factum.conformance.house.bad.facts.right.Right;
import dev.factum.conformance.house.bad.storage.Shelf;

/// Uses its neighbour, which uses it; a later room; and a library.
public record Left(Right right, Shelf shelf, JavaClass type) {}
