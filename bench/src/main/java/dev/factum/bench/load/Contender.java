package dev.factum.bench.load;

/// Something that is asked for one thing again and again, and answers when it is done. Thread-safe.
public interface Contender extends AutoCloseable {

    String name();

    /// Gets ready for a slice; not measured.
    default void prepare() {}

    /// Asks once and waits for the answer.
    ///
    /// @param number no other call gets it; makes the values
    void send(long number);

    @Override
    void close();
}
