package dev.factum.facts.error;

/// What a caller can do about an error; the categories of Cognitect's anomalies.
public enum Category {
    /// The request is wrong: fix it.
    INCORRECT("incorrect", false),
    /// What was asked for is not there.
    NOT_FOUND("not-found", false),
    /// The request was right, but something else came first: look again and decide anew.
    CONFLICT("conflict", false),
    /// The caller may not do this.
    FORBIDDEN("forbidden", false),
    /// This is not offered here.
    UNSUPPORTED("unsupported", false),
    /// A limit was reached: wait and try again.
    BUSY("busy", true),
    /// A part that is needed does not answer: try again.
    UNAVAILABLE("unavailable", true),
    /// The work was cancelled before its end: try again.
    INTERRUPTED("interrupted", true),
    /// A defect of Factum or of the code it was asked to run.
    FAULT("fault", false);

    private final String label;
    private final boolean retryable;

    Category(String label, boolean retryable) {
        this.label = label;
        this.retryable = retryable;
    }

    /// The name in `:cognitect.anomalies`, such as `"not-found"`.
    public String label() {
        return label;
    }

    /// True if the same request may succeed later.
    public boolean retryable() {
        return retryable;
    }
}
