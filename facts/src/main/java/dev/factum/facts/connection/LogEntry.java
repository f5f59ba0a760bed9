package dev.factum.facts.connection;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.value.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One transaction as the log keeps it.
///
/// @param datoms everything the transaction asserted and retracted
/// @param attachment bytes that travel with the transaction, or null; they are neither datoms nor
///   indexed
public record LogEntry(long t, List<Datom> datoms, @Nullable Bytes attachment) {

    public LogEntry {
        datoms = List.copyOf(datoms);
    }
}
