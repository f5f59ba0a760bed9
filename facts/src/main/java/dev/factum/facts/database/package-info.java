/// The database as an immutable value: its views of time, its entities, the reads it can write
/// down, and the functions that queries and transactions may call.
@NullMarked
package dev.factum.facts.database;

import org.jspecify.annotations.NullMarked;
