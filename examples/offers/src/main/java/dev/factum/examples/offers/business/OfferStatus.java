package dev.factum.examples.offers.business;

import dev.factum.facts.record.Namespace;

/// Where an offer stands.
@Namespace("offer.status")
public enum OfferStatus {
    /// The customer can accept it until it expires.
    AVAILABLE,
    ACCEPTED
}
