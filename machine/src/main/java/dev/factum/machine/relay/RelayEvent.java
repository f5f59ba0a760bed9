package dev.factum.machine.relay;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.database.Database;
import java.util.List;
import java.util.Set;

/// What came of a [RelayIo].
public sealed interface RelayEvent {

    /// Of [RelayIo.Look].
    record Looked(Database db) implements RelayEvent {}

    /// Of [RelayIo.ReadLog]: the entries from there on, without a gap; none if there are none yet.
    record LogRead(List<LogEntry> entries) implements RelayEvent {
        public LogRead {
            entries = List.copyOf(entries);
        }
    }

    /// Of [RelayIo.Publish], at some later time: the broker answers for what these transactions
    /// owe.
    record Accepted(Set<Long> ts) implements RelayEvent {
        public Accepted {
            ts = Set.copyOf(ts);
        }
    }

    /// Of [RelayIo.SaveCursor].
    ///
    /// @param durable false if the writer did not take it; a later save will do
    record CursorSaved(long through, boolean durable) implements RelayEvent {}
}
