@NullMarked
package dev.factum.storage.memory;

import org.jspecify.annotations.NullMarked;
