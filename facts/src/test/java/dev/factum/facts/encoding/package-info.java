@NullMarked
package dev.factum.facts.encoding;

import org.jspecify.annotations.NullMarked;
