package dev.factum.workload.effects;

/// What the counter has written down of one request that reached it. Immutable.
///
/// @param key the idempotency key, or `-` if there was none
/// @param id what was to be counted
/// @param fingerprint of path and body
record Attempt(String key, String id, String fingerprint, Conduct conduct) {

    /// What the counter does with a request.
    enum Conduct {
        /// Counts it, unless it knows the key, and answers.
        ANSWERED(true),
        /// Counts it and closes the connection.
        LOST(true),
        /// Counts it and answers when nobody waits any more.
        SLOW(true),
        /// Counts nothing and answers 500.
        BROKEN(false),
        /// Counts nothing and wants to be asked later.
        BUSY(false);

        private final boolean counts;

        Conduct(boolean counts) {
            this.counts = counts;
        }

        boolean counts() {
            return counts;
        }
    }

    String line() {
        return String.join("\t", key, id, fingerprint, conduct.name());
    }

    static Attempt ofLine(String line) {
        String[] parts = line.split("\t", -1);
        return new Attempt(parts[0], parts[1], parts[2], Conduct.valueOf(parts[3]));
    }
}
