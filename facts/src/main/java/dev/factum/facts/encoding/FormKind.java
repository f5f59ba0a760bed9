package dev.factum.facts.encoding;

/// The kinds of forms that are no values; the package page has the table.
final class FormKind {

    static final int CHARACTER = 32;
    static final int VECTOR = 33;
    static final int LIST = 34;
    static final int SET = 35;
    static final int MAP = 36;
    static final int TAGGED = 37;
    static final int KNOWN_KEYWORD = 38;

    /// As deep as EDN text may nest by default: an element of a set has its hash code computed once
    /// for each set around it.
    static final int GREATEST_DEPTH = 512;

    private FormKind() {}
}
