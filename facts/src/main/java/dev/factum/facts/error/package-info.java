/// One kind of exception for everything that can go wrong, with a stable code and the data beside
/// the text.
@NullMarked
package dev.factum.facts.error;

import org.jspecify.annotations.NullMarked;
