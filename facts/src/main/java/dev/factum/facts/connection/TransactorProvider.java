package dev.factum.facts.connection;

import dev.factum.facts.database.Functions;
import java.util.List;

/// Brings an embedded transactor into a process that has one on its class path: found by
/// `java.util.ServiceLoader`, so that a peer needs to know of no implementation.
public interface TransactorProvider {

    /// True if this provider can serve databases with such a URI.
    boolean accepts(DatabaseUri uri);

    /// Creates the database; false if it exists.
    boolean create(DatabaseUri uri);

    /// Deletes the database with all its history; false if there is none.
    boolean delete(DatabaseUri uri);

    /// The names of the databases that share this URI's storage.
    List<String> list(DatabaseUri uri);

    /// Opens an existing database for writing: replays its log.
    ///
    /// @param functions what queries and transactions may call
    Transactor start(DatabaseUri uri, Functions functions);
}
