package dev.factum.machine.lease;

import dev.factum.facts.database.Database;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;

/// What an instance has to take and to leave so that each part of the work is done by the one that
/// should. Immutable.
///
/// Who should is decided by rendezvous hashing (Thaler and Ravishankar, "A Name-Based Mapping
/// Scheme for Rendezvous", 1996): all instances come to the same answer without talking to each
/// other, and when one comes or goes only its own parts change hands.
///
/// What belongs to this life and is not held is from a taking or a leaving whose outcome was not
/// heard of, and is taken or left once more.
///
/// @param take what nobody does, or somebody who cannot be counted on any more
/// @param leave what others should do
record LeasePlan(List<Lease> take, List<Lease> leave) {

    /// @param instance who asks, and is among the living
    /// @param life its present life
    /// @param held what it does at the moment
    static LeasePlan of(
            Database db, String machine, String instance, String life, Instant now, Holdings held) {
        NavigableMap<String, String> living = Instances.living(db, machine, now);
        Set<String> lives = Set.copyOf(living.values());
        var take = new ArrayList<Lease>();
        var leave = new ArrayList<Lease>();
        for (Part part : Part.all()) {
            Lease lease = Lease.in(db, machine, part);
            boolean isHeld = held.position(part).isPresent();
            boolean shouldBeMine =
                    instance.equals(wanted(living.navigableKeySet(), part.nameFor(machine)));
            boolean isFree = lease.isOf(life) || lease.owner().filter(lives::contains).isEmpty();
            if (shouldBeMine && !isHeld && isFree) {
                take.add(lease);
            } else if (!shouldBeMine && (isHeld || lease.isOf(life))) {
                leave.add(lease);
            }
        }
        return new LeasePlan(List.copyOf(take), List.copyOf(leave));
    }

    /// Who should do a part of the work.
    static String wanted(NavigableSet<String> living, String part) {
        return living.stream()
                .max(Comparator.comparingLong(instance -> weight(instance, part)))
                .orElse("");
    }

    private static long weight(String instance, String part) {
        try {
            byte[] text = (instance + "\n" + part).getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text)).getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
