/// The plain interfaces through which applications reach a database:
/// [dev.factum.facts.connection.Connection] for its values and its report feed,
/// [dev.factum.facts.connection.Transactor] for its one writer, and what travels between.
@NullMarked
package dev.factum.facts.connection;

import org.jspecify.annotations.NullMarked;
