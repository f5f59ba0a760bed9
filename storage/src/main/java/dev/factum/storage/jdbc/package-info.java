/// Storage in a relational database through JDBC; SQLite is the embedded default.
///
/// # Tables, format 1
///
/// | table | row |
/// |---|---|
/// | `factum_format` | the number of this format; a program that knows only lower ones refuses the file |
/// | `factum_database` | one database: id (never used twice), name, and its root: revision, epoch, content |
/// | `factum_log` | one batch of transactions: database, t of the last and of the first, and the records |
/// | `factum_blob` | one blob: database, key, content |
///
/// The records of a batch stand one after the other, each as its length in bytes (four bytes, high
/// ones first) and its bytes. A row for a batch and not for a record is what makes group commit
/// cheap: one statement, which also checks the epoch, and few pages.
///
/// # History
///
/// | format | since | change |
/// |---|---|---|
/// | 1 | 0.1 | the first |
@NullMarked
package dev.factum.storage.jdbc;

import org.jspecify.annotations.NullMarked;
