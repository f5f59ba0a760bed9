@NullMarked
package dev.factum.examples.offers.product;

import org.jspecify.annotations.NullMarked;
