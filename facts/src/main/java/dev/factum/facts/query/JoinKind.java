package dev.factum.facts.query;

/// How rows and the datoms of a pattern find each other; see [PatternScan].
enum JoinKind {
    /// Nothing can match.
    NOTHING,
    SCAN,
    SEEK,
    MERGE,
    HASH
}
