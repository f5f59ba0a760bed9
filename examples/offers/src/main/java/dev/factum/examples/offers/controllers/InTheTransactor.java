package dev.factum.examples.offers.controllers;

import dev.factum.examples.offers.business.Offer;
import dev.factum.examples.offers.database.Offers;
import dev.factum.facts.connection.Connection;
import dev.factum.facts.error.Category;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import java.util.List;
import java.util.Map;

/// v2: a transaction function, installed as data, checks and inserts inside the transactor.
///
/// Correct, but the rule now lives in the database, as text, apart from the business code; and the
/// one writer runs a query for every offer.
public final class InTheTransactor implements CreateOffer {

    private static final Keyword ADD_OFFER = Keyword.of("add-offer");

    private static final String CODE =
            """
            Map<?, ?> form = (Map<?, ?>) offer;
            Object available = db.query(
                "[:find (count ?offer) ."
                    + " :in $ ?partner ?customer ?now"
                    + " :where [?offer :offer/customer ?customer]"
                    + "        [?offer :offer/partner ?partner]"
                    + "        [?offer :offer/status :offer.status/available]"
                    + "        [?offer :offer/expires-at ?expires]"
                    + "        [(< ?now ?expires)]]",
                form.get(Keyword.of("offer/partner")),
                form.get(Keyword.of("offer/customer")),
                form.get(Keyword.of("offer/created-at")));
            if (available instanceof Long count && count >= 3) {
                throw cancel("conflict", "Three offers of this partner are available already");
            }
            return List.of(form);
            """;

    private final Connection connection;

    private InTheTransactor(Connection connection) {
        this.connection = connection;
    }

    /// Installs the function, as the schema is installed.
    public static InTheTransactor install(Connection connection) {
        Map<Keyword, Object> function =
                Map.of(
                        Keyword.of("lang"),
                        "java",
                        Keyword.of("params"),
                        List.of("db", "offer"),
                        Keyword.of("code"),
                        CODE);
        connection.transact(
                List.of(Map.of(Keyword.of("db/ident"), ADD_OFFER, Keyword.of("db/fn"), function)));
        return new InTheTransactor(connection);
    }

    @Override
    public Outcome create(Offer offer) {
        try {
            Object form = Offers.insert(offer).getFirst();
            return Outcome.accepted(connection.transact(List.of(List.of(ADD_OFFER, form))).t(), 0);
        } catch (FactumError error) {
            if (error.category() == Category.CONFLICT) {
                return Outcome.refused(0);
            }
            throw error;
        }
    }
}
