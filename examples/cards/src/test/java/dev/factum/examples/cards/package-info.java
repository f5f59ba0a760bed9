@NullMarked
package dev.factum.examples.cards;

import org.jspecify.annotations.NullMarked;
