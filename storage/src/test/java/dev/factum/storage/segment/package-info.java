@NullMarked
package dev.factum.storage.segment;

import org.jspecify.annotations.NullMarked;
