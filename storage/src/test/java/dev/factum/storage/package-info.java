/// The contract of storage.
@NullMarked
package dev.factum.storage;

import org.jspecify.annotations.NullMarked;
