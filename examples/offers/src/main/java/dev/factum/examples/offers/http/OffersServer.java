package dev.factum.examples.offers.http;

import dev.factum.examples.offers.business.Offer;
import dev.factum.examples.offers.business.OfferRules;
import dev.factum.examples.offers.controllers.AcceptOffer;
import dev.factum.examples.offers.controllers.OffersService;
import dev.factum.examples.offers.controllers.Strategy;
import dev.factum.facts.error.Category;
import dev.factum.facts.error.FactumError;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/// The offers service over HTTP, on loopback.
///
/// | request | answer |
/// |---|---|
/// | `POST /offers` | 201 with the offer, or 400 (problem+json) if three are available |
/// | `POST /{strategy}/offers` | the same in one of the other ways: `v1` … `v5` |
/// | `GET /offers?customer=ID` | 200 with the customer's offers |
/// | `POST /offers/{id}/accept` | 204, 404 if there is no such offer, or 409 if it cannot be accepted any more |
public final class OffersServer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final OffersService service;
    private final InstantSource clock;
    private final Javalin server;

    private OffersServer(OffersService service, InstantSource clock, int port) {
        this.service = service;
        this.clock = clock;
        this.server = Javalin.create(this::configure).start("127.0.0.1", port);
    }

    /// Starts serving on a port; 0 takes a free one.
    public static OffersServer start(OffersService service, InstantSource clock, int port) {
        return new OffersServer(service, clock, port);
    }

    /// Where the service is, such as `http://127.0.0.1:7070`.
    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = 64 * 1024L;
        config.routes.post("/offers", context -> create(context, Strategy.THROUGH_THE_MACHINE));
        config.routes.post("/{strategy}/offers", this::createWithStrategy);
        config.routes.get("/offers", this::list);
        config.routes.post("/offers/{id}/accept", this::accept);
        config.routes.exception(FactumError.class, OffersServer::failed);
        config.routes.exception(
                OfferRequest.Malformed.class,
                (malformed, context) ->
                        Problem.badRequest(
                                        "/problems/malformed",
                                        "Malformed request",
                                        String.valueOf(malformed.getMessage()))
                                .answer(context));
    }

    private void createWithStrategy(Context context) throws OfferRequest.Malformed {
        Optional<Strategy> strategy = Strategy.labelled(context.pathParam("strategy"));
        if (strategy.isEmpty()) {
            new Problem(
                            "/problems/not-found",
                            "No such strategy",
                            404,
                            "Strategies are v1, v2, v3, v3-wrong, v4 and v5")
                    .answer(context);
        } else {
            create(context, strategy.get());
        }
    }

    private void create(Context context, Strategy strategy) throws OfferRequest.Malformed {
        Offer offer = OfferRequest.parse(context.body(), clock.instant());
        if (service.create(strategy, offer).accepted()) {
            context.status(201).header("Location", "/offers/" + offer.id());
            json(context, shown(offer));
        } else {
            Problem.badRequest(
                            "/problems/too-many-offers",
                            "Three offers are available already",
                            "A partner has at most "
                                    + OfferRules.MAX_AVAILABLE
                                    + " available offers for one customer")
                    .answer(context);
        }
    }

    private void list(Context context) throws OfferRequest.Malformed {
        UUID customer = uuid(context.queryParam("customer"), "customer");
        List<Map<String, Object>> offers =
                service.offersOf(customer).stream().map(OffersServer::shown).toList();
        json(context.status(200), offers);
    }

    private void accept(Context context) throws OfferRequest.Malformed {
        AcceptOffer.Result result = service.accept(uuid(context.pathParam("id"), "id"));
        switch (result) {
            case ACCEPTED -> context.status(204);
            case NOT_FOUND ->
                    new Problem(
                                    "/problems/not-found",
                                    "No such offer",
                                    404,
                                    "There is no offer with this id")
                            .answer(context);
            case NOT_AVAILABLE ->
                    new Problem(
                                    "/problems/not-available",
                                    "The offer is gone",
                                    409,
                                    "It was accepted or has expired")
                            .answer(context);
        }
    }

    private static UUID uuid(@org.jspecify.annotations.Nullable String text, String field)
            throws OfferRequest.Malformed {
        try {
            return UUID.fromString(text == null ? "" : text);
        } catch (IllegalArgumentException _) {
            throw new OfferRequest.Malformed(field + " is not a UUID");
        }
    }

    private static void failed(FactumError error, Context context) {
        int status =
                error.category() == Category.BUSY || error.category() == Category.UNAVAILABLE
                        ? 503
                        : 500;
        new Problem(
                        "/problems/" + error.category().label(),
                        "The database refused",
                        status,
                        error.text())
                .answer(context);
    }

    private static Map<String, Object> shown(Offer offer) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", offer.id().toString());
        json.put("partner", offer.partner().toString());
        json.put("customer", offer.customer().toString());
        json.put("status", offer.status().name().toLowerCase(java.util.Locale.ROOT));
        json.put("amount", offer.amount().toPlainString());
        json.put("createdAt", offer.createdAt().toString());
        json.put("expiresAt", offer.expiresAt().toString());
        return json;
    }

    private static void json(Context context, Object body) {
        context.contentType("application/json").result(JSON.writeValueAsString(body));
    }
}
