package dev.factum.examples.offers.controllers;

import dev.factum.examples.offers.business.Offer;
import dev.factum.examples.offers.business.OfferRules;
import dev.factum.examples.offers.database.Offers;
import dev.factum.facts.connection.Connection;
import dev.factum.facts.database.Database;
import java.util.List;

/// v1: looks whether there is room, then inserts. Two threads that look at the same moment both
/// insert.
public final class CheckThenInsert implements CreateOffer {

    private final Connection connection;

    public CheckThenInsert(Connection connection) {
        this.connection = connection;
    }

    /// The pure part: the facts to write, none if there is no room. The machine (v4) runs exactly
    /// this.
    public static List<Object> decide(Database db, Offer offer) {
        List<Offer> others = Offers.of(db, offer.partner(), offer.customer());
        return OfferRules.roomForOneMore(others, offer.createdAt())
                ? Offers.insert(offer)
                : List.of();
    }

    @Override
    public Outcome create(Offer offer) {
        Database db = connection.db();
        List<Object> facts = decide(db, offer);
        return facts.isEmpty()
                ? Outcome.refused(db.basisT())
                : Outcome.accepted(connection.transact(facts).t(), db.basisT());
    }
}
