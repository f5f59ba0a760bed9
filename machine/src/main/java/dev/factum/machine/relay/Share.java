package dev.factum.machine.relay;

import dev.factum.facts.database.Database;
import dev.factum.machine.lease.Part;
import dev.factum.machine.message.Message;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which of a machine's messages a relay sends. Immutable.
public sealed interface Share {

    /// All of them: nobody else is there to send any.
    record Everything() implements Share {}

    /// Those whose keys belong to some partitions.
    record Partitions(Set<Part.Partition> partitions) implements Share {
        public Partitions {
            partitions = Set.copyOf(partitions);
        }
    }

    /// Where a relay with this share begins.
    default Start start(Database db, String relay) {
        return switch (this) {
            case Everything() -> new Start(Cursor.in(db, relay).through(), Map.of());
            case Partitions(var partitions) -> {
                Map<Part.Partition, Long> sent = Cursor.in(db, relay, partitions);
                long first = sent.isEmpty() ? db.basisT() : Collections.min(sent.values());
                yield new Start(first, sent);
            }
        };
    }

    /// The cursor of a relay with this share. One without any partition sends nothing and has none.
    default Cursor at(String relay, long through) {
        return switch (this) {
            case Everything() -> new Cursor(relay, through);
            case Partitions(var partitions) when !partitions.isEmpty() ->
                    new Cursor(relay, through, partitions);
            case Partitions _ -> throw new IllegalStateException("Nothing was sent");
        };
    }

    /// Where a relay begins.
    ///
    /// @param through everything up to here was sent
    /// @param sent how much further it is with some of its partitions
    record Start(long through, Map<Part.Partition, Long> sent) {

        public Start {
            sent = Map.copyOf(sent);
        }
    }

    /// Which of the messages that transaction t owes have to be sent.
    default List<Message> of(Start start, long t, List<Message> messages) {
        return switch (this) {
            case Everything() -> messages;
            case Partitions _ ->
                    messages.stream()
                            .filter(message -> isAfter(start, t, Part.of(message.key())))
                            .toList();
        };
    }

    private static boolean isAfter(Start start, long t, Part.Partition partition) {
        Long sent = start.sent().get(partition);
        return sent != null && t > sent;
    }
}
