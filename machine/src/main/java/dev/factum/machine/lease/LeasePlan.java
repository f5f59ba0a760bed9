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
import java.util.NavigableSet;

/// What an instance has to take and to leave so that each part of the work is done by the one that
/// should. Immutable.
///
/// Who should is decided by rendezvous hashing (Thaler and Ravishankar, "A Name-Based Mapping
/// Scheme for Rendezvous", 1996): all instances come to the same answer without talking to each
/// other, and when one comes or goes only its own parts change hands.
///
/// What bears an instance's name when it begins is from an earlier life of it, and taken anew. What
/// bears its name later and is not held has been taken by a newer life, and is left to that.
///
/// @param take what nobody does, or somebody who cannot be counted on any more
/// @param leave what others should do
record LeasePlan(List<Lease> take, List<Lease> leave) {

    /// @param instance who asks, and is among the living
    /// @param held true for what this instance does at the moment
    static LeasePlan of(Database db, String machine, String instance, Instant now, Holdings held) {
        NavigableSet<String> living = Instances.living(db, machine, now);
        var take = new ArrayList<Lease>();
        var leave = new ArrayList<Lease>();
        for (Part part : Part.all()) {
            Lease lease = Lease.in(db, machine, part);
            boolean isMine = held.position(part).isPresent();
            boolean shouldBeMine = instance.equals(wanted(living, part.nameFor(machine)));
            boolean bearsMyName = lease.owner().filter(instance::equals).isPresent();
            if (isMine && !shouldBeMine) {
                leave.add(lease);
            } else if (!isMine && bearsMyName && held.isNew()) {
                take.add(lease);
            } else if (!isMine && shouldBeMine && isFree(lease, living)) {
                take.add(lease);
            }
        }
        return new LeasePlan(List.copyOf(take), List.copyOf(leave));
    }

    private static boolean isFree(Lease lease, NavigableSet<String> living) {
        return lease.owner().filter(living::contains).isEmpty();
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
