/// Storage in the memory of the process, gone with it.
@NullMarked
package dev.factum.storage.memory;

import org.jspecify.annotations.NullMarked;
