package dev.factum.bench.measure;

import java.io.IOException;

/// Something that is measured beside a peer or a floor.
public interface Comparison {

    String name();

    /// One line that says what is compared with what.
    String description();

    /// Measures, and hands over what was found.
    void run(Results results) throws IOException, InterruptedException;
}
