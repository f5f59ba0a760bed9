package dev.factum.machine.lease;

import dev.factum.machine.claim.Position;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What an instance does at the moment: its parts of the work, each with the right to decide its
/// messages. Immutable.
///
/// @param until when the instance can be counted on no more, unless it says so again
public record Holdings(Map<Part, Position> parts, Instant until) {

    public Holdings {
        parts = Map.copyOf(parts);
    }

    static Holdings none() {
        return new Holdings(Map.of(), Instant.MIN);
    }

    /// True if the instance has said that it is there.
    boolean hasBegun() {
        return until.isAfter(Instant.MIN);
    }

    /// By what right a part is done; nothing if it is not held.
    public Optional<Position> position(Part part) {
        return Optional.ofNullable(parts.get(part));
    }

    /// The partitions among them.
    public Set<Part.Partition> partitions() {
        return parts.keySet().stream()
                .filter(Part.Partition.class::isInstance)
                .map(Part.Partition.class::cast)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// The same, counted on until another moment.
    public Holdings until(Instant moment) {
        return new Holdings(parts, moment);
    }

    Holdings and(Collection<Lease> taken) {
        var more = new HashMap<>(parts);
        taken.forEach(lease -> more.put(lease.part(), lease.position()));
        return new Holdings(more, until);
    }

    Holdings without(Collection<Lease> left) {
        var fewer = new HashMap<>(parts);
        left.forEach(lease -> fewer.remove(lease.part()));
        return new Holdings(fewer, until);
    }
}
