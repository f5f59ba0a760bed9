package dev.factum.examples.offers.controllers;

import dev.factum.examples.offers.business.Offer;

/// One way to create an offer. Safe to share between threads.
public interface CreateOffer extends AutoCloseable {

    /// Creates the offer if the rule allows it.
    Outcome create(Offer offer);

    @Override
    default void close() {}
}
