package dev.factum.transactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.connection.Transactor;
import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Functions;
import dev.factum.facts.database.TxReport;
import dev.factum.facts.edn.Edn;
import dev.factum.storage.Storage;
import dev.factum.storage.memory.MemoryService;
import dev.factum.storage.segment.NodeCache;
import dev.factum.storage.segment.NodeStorage;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A database in memory with one attribute of each sort that the tests need, and short words for
/// writing to it.
final class Writing {

    static final String SCHEMA =
            """
            [{:db/ident :key :db/valueType :db.type/string :db/cardinality :db.cardinality/one
              :db/unique :db.unique/identity}
             {:db/ident :number :db/valueType :db.type/long :db/cardinality :db.cardinality/one
              :db/index true}
             {:db/ident :link :db/valueType :db.type/ref :db/cardinality :db.cardinality/many}]\
            """;

    /// So little that nodes are fetched again and again.
    private static final long CACHE_BYTES = 100_000;

    private Writing() {}

    /// A service with an empty database `main`.
    static MemoryService memory() {
        var service = new MemoryService();
        service.create("main");
        return service;
    }

    static SingleWriter start(Storage storage, WriterOptions options) {
        return start(storage, Functions.none(), options);
    }

    static SingleWriter start(Storage storage, Functions functions, WriterOptions options) {
        var nodes = new NodeStorage(storage, new NodeCache(CACHE_BYTES));
        return SingleWriter.start(nodes, "test", functions, options, () -> {});
    }

    /// A writer of an empty database that has the schema.
    static SingleWriter startWithSchema(WriterOptions options) {
        SingleWriter writer = start(memory().open("main"), options);
        commit(writer, SCHEMA);
        return writer;
    }

    static List<?> data(String edn) {
        return (List<?>) Objects.requireNonNull(Edn.read(edn));
    }

    static TxRequest request(String edn) {
        return TxRequest.of(data(edn));
    }

    static CompletableFuture<TxResult> submit(Transactor writer, TxRequest request) {
        var answer = new CompletableFuture<TxResult>();
        writer.submit(request, answer::complete);
        return answer;
    }

    static TxResult ask(Transactor writer, TxRequest request) {
        return await(submit(writer, request));
    }

    static TxReport commit(Transactor writer, String edn) {
        return report(ask(writer, request(edn)));
    }

    static TxReport report(TxResult result) {
        assertThat(result).isInstanceOf(TxResult.Committed.class);
        return ((TxResult.Committed) result).report();
    }

    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failed) {
            throw new AssertionError("No answer", failed);
        }
    }
}
