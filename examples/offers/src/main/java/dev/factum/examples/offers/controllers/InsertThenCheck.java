package dev.factum.examples.offers.controllers;

import dev.factum.examples.offers.business.Offer;
import dev.factum.examples.offers.business.OfferRules;
import dev.factum.examples.offers.database.Offers;
import dev.factum.facts.connection.Connection;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.TxReport;

/// v3: inserts first, then looks whether there are too many, and if so takes its own offer back.
///
/// Right if it looks at the database *right after its own insert*: transactions have an order, and
/// the first three see that they are among the first three. Wrong if it looks at the database of
/// the moment: then it also counts offers that came later, and those may go as well. Either way
/// more than three are visible for a while.
public final class InsertThenCheck implements CreateOffer {

    private final Connection connection;
    private final boolean rightAfterTheInsert;

    private InsertThenCheck(Connection connection, boolean rightAfterTheInsert) {
        this.connection = connection;
        this.rightAfterTheInsert = rightAfterTheInsert;
    }

    /// Looks at the database right after its own insert.
    public static InsertThenCheck onDbAfter(Connection connection) {
        return new InsertThenCheck(connection, true);
    }

    /// Looks at the database of the moment: the mistake that the article draws.
    public static InsertThenCheck onCurrentDb(Connection connection) {
        return new InsertThenCheck(connection, false);
    }

    @Override
    public Outcome create(Offer offer) {
        TxReport inserted = connection.transact(Offers.insert(offer));
        Database db = rightAfterTheInsert ? inserted.dbAfter() : connection.db();
        boolean tooMany =
                OfferRules.tooMany(
                        Offers.of(db, offer.partner(), offer.customer()), offer.createdAt());
        if (!tooMany) {
            return Outcome.accepted(inserted.t(), db.basisT());
        }
        TxReport retracted = connection.transact(Offers.retract(offer));
        return Outcome.takenBack(inserted.t(), db.basisT(), retracted.t());
    }
}
