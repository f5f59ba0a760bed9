@NullMarked
package dev.factum.facts.index;

import org.jspecify.annotations.NullMarked;
