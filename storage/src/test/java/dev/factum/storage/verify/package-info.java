@NullMarked
package dev.factum.storage.verify;

import org.jspecify.annotations.NullMarked;
