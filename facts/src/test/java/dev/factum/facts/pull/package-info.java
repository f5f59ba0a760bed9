@NullMarked
package dev.factum.facts.pull;

import org.jspecify.annotations.NullMarked;
