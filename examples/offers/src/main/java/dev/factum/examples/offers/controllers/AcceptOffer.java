package dev.factum.examples.offers.controllers;

import dev.factum.examples.offers.business.Offer;
import dev.factum.examples.offers.database.Offers;
import dev.factum.facts.connection.Connection;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// A customer accepts an offer. Safe to share between threads.
public final class AcceptOffer {

    private final Connection connection;
    private final InstantSource clock;

    public AcceptOffer(Connection connection, InstantSource clock) {
        this.connection = connection;
        this.clock = clock;
    }

    /// What became of it.
    public enum Result {
        ACCEPTED,
        NOT_FOUND,
        NOT_AVAILABLE
    }

    /// Accepts an offer that is available; of two that try at once one succeeds.
    public Result accept(UUID id) {
        Optional<Offer> offer = Offers.find(connection.db(), id);
        if (offer.isEmpty()) {
            return Result.NOT_FOUND;
        }
        if (!offer.get().isAvailable(clock.instant())) {
            return Result.NOT_AVAILABLE;
        }
        try {
            connection.transact(Offers.accept(offer.get()));
            return Result.ACCEPTED;
        } catch (FactumError error) {
            if (error.code() == DbErrorCode.CAS_FAILED) {
                return Result.NOT_AVAILABLE;
            }
            throw error;
        }
    }
}
