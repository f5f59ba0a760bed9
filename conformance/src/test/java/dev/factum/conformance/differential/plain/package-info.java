/// A database that is a list of facts, answered by nested loops: too simple to be wrong, and
/// nothing of the database under test is used but its values and its EDN.
@org.jspecify.annotations.NullMarked
package dev.factum.conformance.differential.plain;
