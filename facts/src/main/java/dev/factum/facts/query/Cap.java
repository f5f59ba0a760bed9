package dev.factum.facts.query;

/// How many rows the first scan of a query may give, because few answers are wanted. Not
/// thread-safe.
final class Cap {

    private final int rows;
    private boolean reached;

    Cap(int rows) {
        this.rows = rows;
    }

    /// How many of the rows that a scan has just found it should take, after `taken` others. If it
    /// is not all of them, the cap is reached and the scan may stop.
    int left(int taken, int found) {
        int wanted = Math.min(found, rows - taken);
        reached |= wanted < found;
        return wanted;
    }

    /// True if some scan was stopped, so that there may be more answers.
    boolean isReached() {
        return reached;
    }
}
