/// Hostile input for what only its own package may call.
@org.jspecify.annotations.NullMarked
package dev.factum.storage.jdbc;
