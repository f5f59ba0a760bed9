package dev.factum.peer;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.Transactor;
import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.TxReport;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// A connection to a transactor in the same process.
final class EmbeddedConnection implements Connection {

    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(1);

    private final Transactor transactor;
    private final Consumer<EmbeddedConnection> whenClosed;
    private final Arrivals arrivals;
    private final Set<ReportStream> feeds = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    EmbeddedConnection(Transactor transactor, Consumer<EmbeddedConnection> whenClosed) {
        this.transactor = transactor;
        this.whenClosed = whenClosed;
        this.arrivals = new Arrivals(transactor);
    }

    static FactumError released() {
        return FactumError.of(DbErrorCode.CONNECTION_RELEASED, "The connection has been released");
    }

    @Override
    public Database db() {
        requireOpen();
        return transactor.database();
    }

    @Override
    public Database db(long t, Duration timeout) {
        requireOpen();
        Database known = transactor.database();
        if (known.basisT() >= t) {
            return known;
        }
        boolean arrived = arrivals.await(t, timeout);
        requireOpen();
        if (!arrived) {
            throw FactumError.of(
                            DbErrorCode.TRANSACTOR_UNAVAILABLE,
                            "The transaction has not arrived in time")
                    .with("t", t)
                    .with("basisT", transactor.database().basisT());
        }
        return transactor.database();
    }

    @Override
    public TxReport transact(List<?> txData) {
        return switch (submit(TxRequest.of(txData))) {
            case TxResult.Committed(TxReport report) -> report;
            case TxResult.Rejected(FactumError error) -> throw error;
            case TxResult.Indeterminate(FactumError error) -> throw error;
            case TxResult.Duplicate _, TxResult.Conflict _ ->
                    throw new IllegalStateException("Neither a claim nor reads were given");
        };
    }

    @Override
    public TxReport transact(String txData) {
        if (Edn.read(txData) instanceof List<?> forms) {
            return transact(forms);
        }
        throw FactumError.of(
                        DbErrorCode.NOT_TRANSACTION_DATA, "Transaction data is a list of forms")
                .form(txData);
    }

    @Override
    public TxResult submit(TxRequest request) {
        requireOpen();
        return transactor.ask(request, ANSWER_TIMEOUT);
    }

    @Override
    public List<LogEntry> log(long from, long to) {
        requireOpen();
        return transactor.log(from, to);
    }

    @Override
    public long excisedT() {
        requireOpen();
        return transactor.excisedT();
    }

    @Override
    public void awaitExcision(long t, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        db(t, timeout);
        boolean done = transactor.isExcised(t, Duration.ofNanos(end - System.nanoTime()));
        requireOpen();
        if (!done) {
            throw FactumError.of(
                            DbErrorCode.TRANSACTOR_UNAVAILABLE,
                            "What was requested to be excised is not gone in time")
                    .with("t", t)
                    .with("excisedT", transactor.excisedT());
        }
    }

    @Override
    public void replaceAttachments(Map<Long, Bytes> attachments) {
        requireOpen();
        transactor.replaceAttachments(attachments);
    }

    @Override
    public ReportFeed reports(long from) {
        requireOpen();
        var feed = new ReportStream(transactor, from, feeds::remove);
        feeds.add(feed);
        return feed;
    }

    @Override
    public void close() {
        synchronized (arrivals) {
            if (closed) {
                return;
            }
            closed = true;
        }
        feeds.forEach(ReportStream::close);
        arrivals.close();
        whenClosed.accept(this);
    }

    private void requireOpen() {
        if (closed) {
            throw released();
        }
    }
}
