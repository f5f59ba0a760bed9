@NullMarked
package dev.factum.facts.value;

import org.jspecify.annotations.NullMarked;
