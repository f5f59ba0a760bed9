/// Small things that the other layers share: running threads together, and made-up offers.
@NullMarked
package dev.factum.examples.offers.common;

import org.jspecify.annotations.NullMarked;
