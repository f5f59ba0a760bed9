/// Five ways to create an offer so that no partner has more than three available for one customer.
@NullMarked
package dev.factum.examples.offers.controllers;

import org.jspecify.annotations.NullMarked;
