@NullMarked
package dev.factum.facts.record;

import org.jspecify.annotations.NullMarked;
