@NullMarked
package dev.factum.facts.tx;

import org.jspecify.annotations.NullMarked;
