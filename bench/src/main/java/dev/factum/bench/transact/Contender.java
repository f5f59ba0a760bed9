package dev.factum.bench.transact;

/// Something that takes transactions of one person (five facts) and answers when they are applied.
/// Thread-safe.
interface Contender extends AutoCloseable {

    String name();

    /// Sends one transaction and waits for its answer.
    ///
    /// @param number makes the person's values
    void transact(long number);

    @Override
    void close();
}
