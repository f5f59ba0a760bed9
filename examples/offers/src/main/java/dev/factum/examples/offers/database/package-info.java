/// The attributes of an offer, and reading and writing offers as facts.
@NullMarked
package dev.factum.examples.offers.database;

import org.jspecify.annotations.NullMarked;
