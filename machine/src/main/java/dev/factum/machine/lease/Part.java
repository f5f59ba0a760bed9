package dev.factum.machine.lease;

import java.util.ArrayList;
import java.util.List;

/// A part of a machine's work that one of its instances does at a time. Immutable.
public sealed interface Part {

    /// How many partitions the keys of messages are divided into. A machine keeps it for life.
    int PARTITIONS = 256;

    /// Sends and decides the messages whose keys belong to it.
    record Partition(int number) implements Part {}

    /// Performs requests and fires timers.
    record Agenda() implements Part {}

    /// The partition of a message's key.
    ///
    /// The hash of a string is part of Java's specification; it is multiplied by the golden ratio,
    /// as Knuth does (The Art of Computer Programming, volume 3, 6.4), since the hashes of short
    /// keys lie close together.
    static Partition of(String key) {
        return new Partition((key.hashCode() * 0x9E3779B9) >>> 24);
    }

    /// All parts of a machine.
    static List<Part> all() {
        var parts = new ArrayList<Part>();
        for (int number = 0; number < PARTITIONS; number++) {
            parts.add(new Partition(number));
        }
        parts.add(new Agenda());
        return parts;
    }

    /// The name under which a machine keeps who does it.
    default String nameFor(String machine) {
        return switch (this) {
            case Partition(int number) -> machine + "/partition/" + number;
            case Agenda() -> machine + "/agenda";
        };
    }
}
