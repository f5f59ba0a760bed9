package dev.factum.storage.segment;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;

/// What keeps the memory that index nodes take within a budget: when there are too many, those that
/// were not used lately are forgotten.
///
/// The rule is CLOCK with a second chance (Corbató, 1968): a hit costs no more than setting a flag,
/// because a tree keeps direct references to its nodes. Nodes that nobody can reach any more are
/// not kept. Safe to share between threads and databases.
public final class NodeCache {

    private record Entry(WeakReference<StoredNode> node, long bytes) {}

    private final long budget;
    private final Deque<Entry> clock = new ArrayDeque<>();
    private long total;

    /// @param budget how many bytes nodes may take, about
    public NodeCache(long budget) {
        this.budget = budget;
    }

    /// A quarter of the memory that this process may use.
    public static NodeCache standard() {
        return new NodeCache(Runtime.getRuntime().maxMemory() / 4);
    }

    /// About how many bytes nodes take now.
    public synchronized long bytes() {
        return total;
    }

    /// Takes note of a node that has been fetched, and forgets others if need be. The newest stays,
    /// however large it is.
    synchronized void admit(StoredNode node, long bytes) {
        clock.addLast(new Entry(new WeakReference<>(node), bytes));
        total += bytes;
        int chances = clock.size();
        while (total > budget && clock.size() > 1) {
            Entry oldest = clock.removeFirst();
            StoredNode known = oldest.node().get();
            if (known != null && chances-- > 0 && known.wasUsed()) {
                clock.addLast(oldest);
            } else {
                total -= oldest.bytes();
                if (known != null) {
                    known.evict();
                }
            }
        }
    }
}
