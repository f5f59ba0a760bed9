package dev.factum.gateway.http.inbound;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.error.FactumError;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.effect.Decision;
import dev.factum.machine.effect.Reply;
import dev.factum.machine.message.Message;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Finds replies that come of a request later: from its message to the messages that it led to, and
/// so on, until one of them is decided with a reply. All of that is in the log, so nothing is lost
/// with the process.
///
/// One thread follows the log for all who wait. Safe to share between threads.
final class LaterReplies implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LaterReplies.class.getName());
    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final Duration UNTIL_BACK = Duration.ofSeconds(1);
    private static final int PAGE = 1_000;

    /// A reply, and the transaction that it is of.
    record Found(Reply reply, long t) {}

    /// A request that somebody waits for. It belongs to the lock of the whole.
    private static final class Watched {
        private final CompletableFuture<Found> found = new CompletableFuture<>();
        private final Set<String> messages = new HashSet<>();
        private @Nullable FactumError forgotten;
        private int waiting;
    }

    private final String machine;
    private final Connection connection;
    private final Map<String, Watched> byRequest = new HashMap<>();
    private final Map<String, Watched> byMessage = new HashMap<>();
    private final Thread following;
    private volatile boolean closed;

    LaterReplies(String machine, Connection connection) {
        this.machine = machine;
        this.connection = connection;
        this.following =
                Thread.ofVirtual()
                        .name("factum-http-replies")
                        .start(() -> follow(connection.db().basisT() + 1));
    }

    /// The reply to a request that was decided at `t`, once there is one. Whoever asked says
    /// [#forget] in the end.
    CompletableFuture<Found> watch(String request, long t) {
        Watched watched;
        synchronized (this) {
            watched = byRequest.computeIfAbsent(request, _ -> new Watched());
            watched.waiting++;
            note(request, watched);
        }
        catchUp(watched, t);
        return watched.found;
    }

    synchronized void forget(String request) {
        Watched watched = byRequest.get(request);
        if (watched != null && --watched.waiting == 0) {
            byRequest.remove(request);
            watched.messages.forEach(byMessage::remove);
        }
    }

    private void note(String message, Watched watched) {
        watched.messages.add(message);
        byMessage.put(message, watched);
    }

    /// What has happened since, up to where the thread certainly sees it: a message that is noted
    /// here is noted before the log is asked for the last time.
    private void catchUp(Watched watched, long from) {
        long next = from;
        while (!watched.found.isDone() && next <= connection.db().basisT()) {
            List<LogEntry> entries = connection.log(next, next + PAGE);
            entries.forEach(this::see);
            next = entries.isEmpty() ? next + PAGE : entries.getLast().t() + 1;
        }
        giveUp(watched);
    }

    /// Where the way to a reply is not kept any more, there may have been one: nobody waits for it.
    private synchronized void giveUp(Watched watched) {
        if (watched.forgotten != null) {
            watched.found.completeExceptionally(watched.forgotten);
        }
    }

    private void follow(long from) {
        long next = from;
        while (!closed) {
            try (Connection.ReportFeed feed = connection.reports(next)) {
                while (!closed) {
                    Optional<LogEntry> entry = feed.next(PATIENCE);
                    entry.ifPresent(this::see);
                    next = entry.map(each -> each.t() + 1).orElse(next);
                }
            } catch (RuntimeException lost) { // those who wait are told nothing until it is back
                LOG.log(Level.WARNING, "The log cannot be followed now", lost);
                LockSupport.parkNanos(UNTIL_BACK.toNanos());
            }
        }
    }

    private void see(LogEntry entry) {
        if (entry.attachment() != null) {
            try {
                Decision.in(entry)
                        .filter(decision -> decision.machine().equals(machine))
                        .ifPresent(decision -> see(decision, entry.t()));
            } catch (FactumError unreadable) {
                LOG.log(Level.WARNING, "A decision cannot be read", unreadable);
            }
        }
    }

    private synchronized void see(Decision decision, long t) {
        Watched decided = byMessage.get(decision.message());
        if (decided != null && decision.reply() != null) {
            decided.found.complete(new Found(decision.reply(), t));
        }
        if (decided != null && !decision.forgotten().isEmpty()) {
            decided.forgotten =
                    FactumError.of(
                                    MachineErrorCode.EFFECTS_FORGOTTEN,
                                    "What came of the request is older than effects are kept")
                            .with("t", t);
        }
        for (Message message : decision.messages()) {
            Watched cause = byMessage.get(String.valueOf(message.cause()));
            if (cause != null) {
                note(message.identity(), cause);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(following);
        try {
            following.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
