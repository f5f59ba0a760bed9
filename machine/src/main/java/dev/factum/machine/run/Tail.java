package dev.factum.machine.run;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.connection.LogEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the log forward and then waits for more of it. Belongs to one thread.
final class Tail implements AutoCloseable {

    /// How long to wait for more before something else is looked after.
    static final Duration IDLE = Duration.ofMillis(20);

    private final Connection connection;
    private Connection.@Nullable ReportFeed feed;
    private long position;

    Tail(Connection connection) {
        this.connection = connection;
    }

    /// The entries from t `from` on, at most `most`; none if none came within a moment.
    List<LogEntry> read(long from, int most) {
        Connection.ReportFeed open = feedAt(from);
        var entries = new ArrayList<LogEntry>();
        Optional<LogEntry> next = open.next(IDLE);
        while (next.isPresent()) {
            entries.add(next.get());
            position = next.get().t() + 1;
            next = entries.size() < most ? open.next(Duration.ZERO) : Optional.empty();
        }
        return entries;
    }

    private Connection.ReportFeed feedAt(long from) {
        Connection.ReportFeed present = feed;
        if (present != null && position == from) {
            return present;
        }
        close();
        Connection.ReportFeed opened = connection.reports(from);
        feed = opened;
        position = from;
        return opened;
    }

    @Override
    public void close() {
        if (feed != null) {
            feed.close();
            feed = null;
        }
    }
}
