package dev.factum.storage.verify;

import dev.factum.storage.Storage;
import java.util.List;

/// What a look at everything that is stored of a database has found. Immutable.
///
/// It reads the root, every node of every tree and every record of the log, in memory that does not
/// depend on how much there is. It checks each checksum, each content hash, that every child is
/// there and what its directory says of it, that datoms are in order, that present and past tell
/// one story of each fact, and that the indexes hold exactly what the log tells: by sums that do
/// not depend on order.
///
/// @param transactions how many records the log has
/// @param indexed the t up to which the indexes reach, 0 if there are none
/// @param nodes how many nodes the trees have
/// @param datoms how many datoms the indexes hold, present and past
/// @param problems what is not as it should be, the first hundred
public record Verification(
        long transactions, long indexed, long nodes, long datoms, List<Problem> problems) {

    public Verification {
        problems = List.copyOf(problems);
    }

    /// True if there is nothing wrong.
    public boolean isWhole() {
        return problems.isEmpty();
    }

    /// Verifies a database while others may read and write it.
    public static Verification of(Storage storage) {
        return new StorageCheck(storage).run();
    }
}
