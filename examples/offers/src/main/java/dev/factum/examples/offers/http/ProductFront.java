package dev.factum.examples.offers.http;

import dev.factum.examples.offers.business.OfferStatus;
import dev.factum.examples.offers.database.Offers;
import dev.factum.examples.offers.product.OfferProduct;
import dev.factum.examples.offers.product.ProductMessages;
import dev.factum.examples.offers.product.ProductMessages.Accept;
import dev.factum.examples.offers.product.ProductMessages.Propose;
import dev.factum.examples.offers.product.ProductMessages.Refusal;
import dev.factum.examples.offers.product.ProductMessages.Standing;
import dev.factum.examples.offers.product.ProductMessages.Submit;
import dev.factum.facts.connection.Connection;
import dev.factum.facts.database.Database;
import dev.factum.gateway.http.inbound.Answer;
import dev.factum.gateway.http.inbound.HttpFront;
import dev.factum.gateway.http.inbound.Incoming;
import dev.factum.gateway.http.inbound.Route;
import dev.factum.machine.run.Runner;
import java.util.Optional;
import java.util.UUID;

/// The product over HTTP. Every write needs an `Idempotency-Key` and happens once for it.
///
/// | request | answer |
/// |---|---|
/// | `POST /offers` | 201 with the offer's id, or 409 if three are available already |
/// | `POST /offers/ID/acceptance` | 200, or 409 if it is not available any more |
/// | `POST /offers/ID/person` | 200: the bureau is being asked; or 409 |
/// | `GET /offers/ID` | where the offer stands |
public final class ProductFront {

    private ProductFront() {}

    /// The front of a machine that runs on this database; where it listens is still to be said.
    public static HttpFront.Builder of(Runner runner, Connection connection) {
        return HttpFront.to(OfferProduct.machine(), runner, connection)
                .write(
                        Route.post("/offers", ProductMessages.COMMANDS, Propose.class)
                                .keyedBy(offer -> offer.customer().toString()))
                .write(
                        Route.post(
                                        "/offers/{id}/acceptance",
                                        ProductMessages.COMMANDS,
                                        Accept.class)
                                .keyedBy(accept -> accept.id().toString()))
                .write(
                        Route.post("/offers/{offer}/person", ProductMessages.COMMANDS, Submit.class)
                                .keyedBy(submit -> submit.offer().toString()))
                .reply(Standing.class, ProductFront::shown)
                .reply(Refusal.class, 409)
                .read("/offers/{id}", ProductFront::standing);
    }

    private static Answer shown(Standing standing) {
        return Answer.json(standing.status() == OfferStatus.AVAILABLE ? 201 : 200, standing);
    }

    private static Answer standing(Incoming request, Database db) {
        return id(request.variable("id"))
                .flatMap(id -> Offers.find(db, id))
                .map(offer -> Answer.json(200, new Standing(offer.id(), offer.status())))
                .orElseGet(() -> Answer.of(404));
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException _) { // what is no id names no offer
            return Optional.empty();
        }
    }
}
