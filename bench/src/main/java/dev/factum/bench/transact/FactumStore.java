package dev.factum.bench.transact;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.database.TxReport;
import dev.factum.facts.value.Keyword;
import dev.factum.peer.Peer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Factum in memory, through its connection.
final class FactumStore implements FactStore {

    private final Peer peer = Peer.open();
    private final Connection connection;

    FactumStore() {
        String uri = "factum:mem:loads";
        peer.createDatabase(uri);
        this.connection = peer.connect(uri);
    }

    @Override
    public Object keyword(String name) {
        return Keyword.of(name);
    }

    @Override
    public void transact(String txData) {
        connection.transact(txData);
    }

    @Override
    public Map<String, Long> transact(List<?> forms, List<String> tempids) {
        TxReport report = connection.transact(forms);
        Map<String, Long> ids = new HashMap<>();
        for (String tempid : tempids) {
            ids.put(tempid, Objects.requireNonNull(report.tempids().get(tempid)));
        }
        return ids;
    }

    @Override
    public void close() {
        peer.close();
    }
}
