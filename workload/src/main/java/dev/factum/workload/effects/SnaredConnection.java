package dev.factum.workload.effects;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.TxReport;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.storage.StorageErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A connection whose transactions pass points, and which notices that another process has become
/// the writer. Safe to share between threads.
///
/// @param onFenced called when nothing can be written any more
record SnaredConnection(Connection connection, Snare snare, Runnable onFenced)
        implements Connection {

    @Override
    public TxResult submit(TxRequest request) {
        Optional<Act> act = Act.of(request, connection.db());
        act.map(Act::before).ifPresent(snare::pass);
        TxResult result = connection.submit(request);
        if (result instanceof TxResult.Rejected(FactumError error)
                && error.code() == StorageErrorCode.WRITER_FENCED) {
            onFenced.run();
        }
        if (result instanceof TxResult.Committed) {
            act.map(Act::after).ifPresent(snare::pass);
        }
        return result;
    }

    @Override
    public Database db() {
        return connection.db();
    }

    @Override
    public Database db(long t, Duration timeout) {
        return connection.db(t, timeout);
    }

    @Override
    public TxReport transact(List<?> txData) {
        return connection.transact(txData);
    }

    @Override
    public TxReport transact(String txData) {
        return connection.transact(txData);
    }

    @Override
    public List<LogEntry> log(long from, long to) {
        return connection.log(from, to);
    }

    @Override
    public long excisedT() {
        return connection.excisedT();
    }

    @Override
    public void awaitExcision(long t, Duration timeout) {
        connection.awaitExcision(t, timeout);
    }

    @Override
    public void replaceAttachments(Map<Long, Bytes> attachments) {
        connection.replaceAttachments(attachments);
    }

    @Override
    public ReportFeed reports(long from) {
        return connection.reports(from);
    }

    @Override
    public void close() {
        connection.close();
    }
}
