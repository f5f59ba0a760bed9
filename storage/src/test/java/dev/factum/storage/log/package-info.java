@NullMarked
package dev.factum.storage.log;

import org.jspecify.annotations.NullMarked;
