package dev.factum.peer;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.connection.DatabaseUri;
import dev.factum.facts.connection.TransactorProvider;
import dev.factum.facts.database.Functions;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/// An application's way to its databases.
///
/// ```java
/// try (Peer peer = Peer.open()) {
///     peer.createDatabase("factum:sqlite:cards.factum");
///     Connection connection = peer.connect("factum:sqlite:cards.factum", functions);
///     …
/// }
/// ```
///
/// Databases in memory (`factum:mem:…`) belong to the peer they were created by. Safe to share
/// between threads.
public final class Peer implements AutoCloseable {

    private final List<TransactorProvider> providers;
    private final Map<DatabaseUri, SharedTransactor> open = new HashMap<>();
    private boolean closed;

    private Peer(List<TransactorProvider> providers) {
        this.providers = List.copyOf(providers);
    }

    /// A peer with the transactors that are on the class path.
    public static Peer open() {
        return new Peer(
                ServiceLoader.load(TransactorProvider.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList());
    }

    /// A peer with these transactors.
    public static Peer with(List<TransactorProvider> providers) {
        return new Peer(providers);
    }

    /// Creates an empty database; false if it exists.
    public boolean createDatabase(String uri) {
        DatabaseUri parsed = parsed(uri);
        return provider(parsed).create(parsed);
    }

    /// Deletes a database with all its history; false if there is none. What is still connected to
    /// it can read what it has, and write nothing.
    public boolean deleteDatabase(String uri) {
        DatabaseUri parsed = parsed(uri);
        return provider(parsed).delete(parsed);
    }

    /// The names of the databases in the storage of this URI, sorted.
    public List<String> listDatabases(String uri) {
        DatabaseUri parsed = parsed(uri);
        return provider(parsed).list(parsed);
    }

    /// Connects to a database, offering it no functions.
    public Connection connect(String uri) {
        return connect(uri, Functions.none());
    }

    /// Connects to a database and becomes its writer, unless this peer is that already: all
    /// connections of a peer to a database share one writer, which ends with the last of them.
    ///
    /// A process that had the database open before is shut out: its transactions are rejected with
    /// `:db.error/writer-fenced`, and so are ours if another takes over. Whoever wants to write
    /// again closes all its connections to the database and connects anew.
    ///
    /// @param functions what queries and transactions may call; the same object for all connections
    ///   of a peer to a database
    /// @throws FactumError `:db.error/db-not-found` if there is no such database;
    ///   `:db.error/unsupported` if the database is open with other functions
    public synchronized Connection connect(String uri, Functions functions) {
        if (closed) {
            throw EmbeddedConnection.released();
        }
        DatabaseUri parsed = parsed(uri);
        SharedTransactor shared = open.get(parsed);
        if (shared == null) {
            var started = provider(parsed).start(parsed, functions);
            shared = new SharedTransactor(started, functions);
            open.put(parsed, shared);
        } else if (!shared.offers(functions)) {
            throw FactumError.of(
                            DbErrorCode.UNSUPPORTED,
                            "This peer has the database open with other functions")
                    .with("uri", uri);
        }
        var connection =
                new EmbeddedConnection(shared.transactor(), closing -> release(parsed, closing));
        shared.add(connection);
        return connection;
    }

    private synchronized void release(DatabaseUri uri, EmbeddedConnection connection) {
        SharedTransactor shared = open.get(uri);
        if (shared != null && shared.remove(connection)) {
            open.remove(uri);
            shared.transactor().close();
        }
    }

    /// The compiler on the class path for transaction functions that are stored as data. Nothing
    /// uses it until it is given to [Functions#withCompiler]: it runs foreign code in this process.
    ///
    /// @throws FactumError `:db.error/unsupported` if there is none
    public static Functions.Compiler compiler() {
        return ServiceLoader.load(Functions.Compiler.class)
                .findFirst()
                .orElseThrow(() ->
                        FactumError.of(
                                DbErrorCode.UNSUPPORTED,
                                "There is no compiler for stored functions on the class path"));
    }

    /// A URI whose file has one spelling, so that two spellings of it are one database.
    private static DatabaseUri parsed(String uri) {
        DatabaseUri given = DatabaseUri.parse(uri);
        if (!given.storage().equals("sqlite")) {
            return given;
        }
        try {
            Path file = Path.of(given.location()).toAbsolutePath().normalize();
            return new DatabaseUri(given.storage(), file.toString(), given.name());
        } catch (InvalidPathException e) {
            throw FactumError.of(DbErrorCode.INVALID_DB_URI, "The location is not a path", e)
                    .with("uri", uri);
        }
    }

    private TransactorProvider provider(DatabaseUri uri) {
        return providers.stream()
                .filter(each -> each.accepts(uri))
                .findFirst()
                .orElseThrow(() ->
                        FactumError.of(
                                        DbErrorCode.INVALID_DB_URI,
                                        "Nothing on the class path serves this kind of storage")
                                .with("storage", uri.storage())
                                .with("uri", uri.toString()));
    }

    /// Closes every connection, and so ends every writer.
    @Override
    public synchronized void close() {
        closed = true;
        for (SharedTransactor shared : List.copyOf(open.values())) {
            shared.users().forEach(EmbeddedConnection::close);
        }
    }
}
