package dev.factum.storage;

import java.util.List;

/// A place that keeps several databases, each under a name. Safe to share between threads.
public interface StorageService extends AutoCloseable {

    /// Creates an empty database; false if the name is taken.
    boolean create(String database);

    /// Deletes a database with all that was written to it; false if there is none.
    boolean delete(String database);

    /// The names of all databases, sorted.
    List<String> list();

    /// The storage of a database. Several may be open at once: their epochs decide who writes.
    ///
    /// @throws dev.factum.facts.error.FactumError `:db.error/db-not-found`
    Storage open(String database);

    /// Lets go of the place, and closes the storages that were opened through it.
    @Override
    void close();
}
