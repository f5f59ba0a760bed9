/// A hundred threads that create an offer at the same moment, and what became of it.
@NullMarked
package dev.factum.examples.offers.race;

import org.jspecify.annotations.NullMarked;
