package dev.factum.facts.index;

/// A span of transactions outside of which nobody looks, by transaction ids.
///
/// @param first the oldest that counts
/// @param last the newest that counts
public record TxWindow(long first, long last) {

    /// All transactions.
    public static final TxWindow ALL = new TxWindow(Long.MIN_VALUE, Long.MAX_VALUE);

    boolean touches(Child child) {
        return child.firstTx() <= last && child.lastTx() >= first;
    }
}
