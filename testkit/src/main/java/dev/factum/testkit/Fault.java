package dev.factum.testkit;

/// What goes wrong at one step of input or output.
public enum Fault {
    /// The process dies; the step was not done.
    KILLED_BEFORE("killed before"),
    /// The process dies; the step was done and nobody knows.
    KILLED_AFTER("killed after"),
    /// The process lives and learns nothing; the transaction was done.
    ANSWER_LOST("answer lost of"),
    /// The process lives and learns nothing; the transaction was not done.
    REQUEST_LOST("request lost of");

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
