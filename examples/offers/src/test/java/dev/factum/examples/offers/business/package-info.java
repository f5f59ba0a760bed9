@NullMarked
package dev.factum.examples.offers.business;

import org.jspecify.annotations.NullMarked;
