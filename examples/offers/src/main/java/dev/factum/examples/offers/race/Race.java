package dev.factum.examples.offers.race;

import dev.factum.examples.offers.business.Offer;
import dev.factum.examples.offers.common.FakeOffers;
import dev.factum.examples.offers.common.Together;
import dev.factum.examples.offers.controllers.OffersService;
import dev.factum.examples.offers.controllers.Outcome;
import dev.factum.examples.offers.controllers.Strategy;
import dev.factum.examples.offers.database.Offers;
import dev.factum.facts.connection.Connection;
import dev.factum.facts.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/// Many threads, each creating one offer of the same partner for the same customer, all at once.
public final class Race {

    private Race() {}

    /// Runs a race in this process.
    public static RaceResult run(
            OffersService service, Strategy strategy, int threads, InstantSource clock)
            throws InterruptedException {
        UUID partner = UUID.randomUUID();
        UUID customer = UUID.randomUUID();
        Connection connection = service.connectionOf(strategy);
        long before = connection.db().basisT();
        Instant start = clock.instant();
        List<Outcome> outcomes =
                Together.run(
                        threads,
                        _ ->
                                service.create(
                                        strategy,
                                        FakeOffers.available(partner, customer, clock.instant())));
        long millis = Duration.between(start, clock.instant()).toMillis();
        Database after = connection.db();
        return new RaceResult(
                strategy,
                customer,
                outcomes,
                available(after, customer, clock.instant()),
                mostVisible(after, before, customer, clock.instant()),
                millis);
    }

    /// How many offers a customer can accept.
    public static int available(Database db, UUID customer, Instant now) {
        return (int)
                Offers.of(db, customer).stream()
                        .filter((Offer offer) -> offer.isAvailable(now))
                        .count();
    }

    /// The most offers that were available to a customer at once, in any database after transaction
    /// `since`.
    public static int mostVisible(Database db, long since, UUID customer, Instant now) {
        int most = 0;
        for (long t = since + 1; t <= db.basisT(); t++) {
            most = Math.max(most, available(db.asOf(t), customer, now));
        }
        return most;
    }
}
