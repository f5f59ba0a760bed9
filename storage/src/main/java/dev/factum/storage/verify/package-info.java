/// Checks whether what is stored is whole: every checksum, every hash, every node in its place, and
/// the indexes against the log that they were made of.
@NullMarked
package dev.factum.storage.verify;

import org.jspecify.annotations.NullMarked;
