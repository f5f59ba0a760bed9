@NullMarked
package dev.factum.peer;

import org.jspecify.annotations.NullMarked;
