/// Persistent sorted trees of datoms and the four index orders, the present and the past apart.
@NullMarked
package dev.factum.facts.index;

import org.jspecify.annotations.NullMarked;
