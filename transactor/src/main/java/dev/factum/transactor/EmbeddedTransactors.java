package dev.factum.transactor;

import dev.factum.facts.connection.DatabaseUri;
import dev.factum.facts.connection.Transactor;
import dev.factum.facts.connection.TransactorProvider;
import dev.factum.facts.database.Functions;
import dev.factum.storage.Storage;
import dev.factum.storage.StorageErrors;
import dev.factum.storage.StorageService;
import dev.factum.storage.jdbc.JdbcService;
import dev.factum.storage.memory.MemoryService;
import dev.factum.storage.segment.NodeCache;
import dev.factum.storage.segment.NodeStorage;
import dev.factum.storage.verify.Verification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Transactors inside the process, for `factum:mem:…` and `factum:sqlite:…`.
///
/// Stores in memory belong to this object and are gone with it. A database in an SQLite file has
/// one writer at a time: whoever starts one takes over, and the next append of the writer before is
/// refused. Safe to share between threads.
public final class EmbeddedTransactors implements TransactorProvider {

    private static final String MEMORY = "mem";
    private static final String SQLITE = "sqlite";

    private final ConcurrentMap<String, MemoryService> memories = new ConcurrentHashMap<>();
    private final NodeCache cache = NodeCache.standard();
    private final UnaryOperator<WriterOptions> adjustment;

    /// With the usual options.
    public EmbeddedTransactors() {
        this(UnaryOperator.identity());
    }

    /// With the usual options after `adjustment`, for example with another clock.
    public EmbeddedTransactors(UnaryOperator<WriterOptions> adjustment) {
        this.adjustment = adjustment;
    }

    @Override
    public boolean accepts(DatabaseUri uri) {
        return uri.storage().equals(MEMORY) || uri.storage().equals(SQLITE);
    }

    @Override
    public boolean create(DatabaseUri uri) {
        if (isMemory(uri)) {
            return memory(uri).create(uri.name());
        }
        try (JdbcService file = JdbcService.sqlite(file(uri))) {
            return file.create(uri.name());
        }
    }

    @Override
    public boolean delete(DatabaseUri uri) {
        return ask(uri, false, service -> service.delete(uri.name()));
    }

    @Override
    public List<String> list(DatabaseUri uri) {
        return ask(uri, List.of(), StorageService::list);
    }

    /// Reads everything that is stored of a database and tells what is not as it should be. Others
    /// may read and write it meanwhile.
    ///
    /// @throws dev.factum.facts.error.FactumError `:db.error/db-not-found` if there is no such
    ///   database
    public Verification verify(DatabaseUri uri) {
        if (isMemory(uri)) {
            return verify(memory(uri), uri);
        }
        requireFile(uri);
        try (JdbcService file = JdbcService.sqlite(file(uri))) {
            return verify(file, uri);
        }
    }

    private static Verification verify(StorageService service, DatabaseUri uri) {
        try (Storage storage = service.open(uri.name())) {
            return Verification.of(storage);
        }
    }

    private static void requireFile(DatabaseUri uri) {
        if (!Files.exists(file(uri))) {
            throw StorageErrors.notFound(uri.name()).with("uri", uri.toString());
        }
    }

    @Override
    public Transactor start(DatabaseUri uri, Functions functions) {
        if (isMemory(uri)) {
            return SingleWriter.start(
                    new NodeStorage(memory(uri).open(uri.name()), cache),
                    owner(),
                    functions,
                    adjustment.apply(WriterOptions.inMemory()),
                    () -> {});
        }
        requireFile(uri);
        JdbcService file = JdbcService.sqlite(file(uri));
        try {
            Storage storage = file.open(uri.name());
            return SingleWriter.start(
                    new NodeStorage(storage, cache),
                    owner(),
                    functions,
                    adjustment.apply(WriterOptions.durable()),
                    file::close);
        } catch (RuntimeException problem) {
            file.close();
            throw problem;
        }
    }

    private <T> T ask(DatabaseUri uri, T ifAbsent, Function<StorageService, T> question) {
        if (isMemory(uri)) {
            return question.apply(memory(uri));
        }
        if (!Files.exists(file(uri))) {
            return ifAbsent;
        }
        try (JdbcService file = JdbcService.sqlite(file(uri))) {
            return question.apply(file);
        }
    }

    private MemoryService memory(DatabaseUri uri) {
        return memories.computeIfAbsent(uri.location(), _ -> new MemoryService());
    }

    private static boolean isMemory(DatabaseUri uri) {
        return uri.storage().equals(MEMORY);
    }

    private static Path file(DatabaseUri uri) {
        return Path.of(uri.location());
    }

    private static String owner() {
        return "process " + ProcessHandle.current().pid();
    }
}
