/// Blocking cards: the service of the talk on effect machines, complete.
///
/// Read [dev.factum.examples.cards.Cards] first: it decides everything, and does nothing.
@NullMarked
package dev.factum.examples.cards;

import org.jspecify.annotations.NullMarked;
