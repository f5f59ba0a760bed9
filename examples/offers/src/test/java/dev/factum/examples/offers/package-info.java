@NullMarked
package dev.factum.examples.offers;

import org.jspecify.annotations.NullMarked;
