package dev.factum.facts.datom;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;

/// The layout of an entity id: 64 bits, a partition above 42 bits of sequence, as in Datomic.
///
/// Transactions are entities of partition 3 whose sequence is their t; t is dense (1, 2, 3, …).
public final class EntityId {

    /// The partition of attributes and of everything else that describes the database.
    public static final long DB_PARTITION = 0;

    /// The partition of transactions.
    public static final long TX_PARTITION = 3;

    /// The partition of entities that ask for no other.
    public static final long USER_PARTITION = 4;

    /// How many implicit partitions there are: numbers below this bound are legal.
    public static final int IMPLICIT_PARTITIONS = 1 << 19;

    private static final int SEQUENCE_BITS = 42;
    private static final long SEQUENCE_MASK = (1L << SEQUENCE_BITS) - 1;
    private static final long IMPLICIT_FLAG = 1L << 19;

    /// The t beyond which there are no transactions.
    public static final long MAX_T = SEQUENCE_MASK;

    private EntityId() {}

    public static long of(long partition, long sequence) {
        return partition << SEQUENCE_BITS | sequence;
    }

    public static long partition(long id) {
        return id >>> SEQUENCE_BITS;
    }

    public static long sequence(long id) {
        return id & SEQUENCE_MASK;
    }

    /// The id of the transaction with this t.
    public static long ofTransaction(long t) {
        return of(TX_PARTITION, t);
    }

    /// True if `id` lies in the partition of transactions.
    public static boolean isTransaction(long id) {
        return partition(id) == TX_PARTITION;
    }

    /// The partition with an implicit number; partitions need no installation this way.
    ///
    /// @param number from 0 to [#IMPLICIT_PARTITIONS], exclusive
    public static long implicitPartition(int number) {
        if (number < 0 || number >= IMPLICIT_PARTITIONS) {
            throw FactumError.of(
                            DbErrorCode.IMPLICIT_PART_OUT_OF_RANGE,
                            "There is no implicit partition with this number")
                    .with("number", number)
                    .with("partitions", IMPLICIT_PARTITIONS);
        }
        return IMPLICIT_FLAG | number;
    }
}
