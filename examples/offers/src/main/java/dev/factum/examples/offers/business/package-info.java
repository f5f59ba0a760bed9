/// What an offer is and the one rule about offers: pure, no database, no web.
@NullMarked
package dev.factum.examples.offers.business;

import org.jspecify.annotations.NullMarked;
