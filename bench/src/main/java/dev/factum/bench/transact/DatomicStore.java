package dev.factum.bench.transact;

import datomic.Connection;
import datomic.Database;
import datomic.Peer;
import datomic.Util;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

/// `com.datomic:peer` in memory.
final class DatomicStore implements FactStore {

    private final String uri = "datomic:mem://" + Peer.squuid();
    private final Connection connection;

    DatomicStore() {
        Peer.createDatabase(uri);
        this.connection = Peer.connect(uri);
    }

    @Override
    public Object keyword(String name) {
        return Objects.requireNonNull(Util.read(":" + name));
    }

    @Override
    public void transact(String txData) {
        await((List<?>) Util.read(txData));
    }

    @Override
    public Map<String, Long> transact(List<?> forms, List<String> tempids) {
        Map<?, ?> report = await(forms);
        Map<String, Long> ids = new HashMap<>();
        if (!tempids.isEmpty()) {
            var after = (Database) report.get(Connection.DB_AFTER);
            for (String tempid : tempids) {
                ids.put(
                        tempid,
                        (Long) Peer.resolveTempid(after, report.get(Connection.TEMPIDS), tempid));
            }
        }
        return ids;
    }

    private Map<?, ?> await(List<?> forms) {
        try {
            return connection.transactAsync(forms).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Datomic refused a transaction", e);
        }
    }

    @Override
    public void close() {
        connection.release();
        Peer.deleteDatabase(uri);
    }
}
