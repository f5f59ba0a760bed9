package dev.factum.examples.offers.product;

import static dev.factum.examples.offers.product.Product.EVENING;
import static dev.factum.examples.offers.product.Product.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.examples.offers.business.Offer;
import dev.factum.examples.offers.business.OfferStatus;
import dev.factum.examples.offers.product.ProductMessages.Expire;
import dev.factum.facts.database.Database;
import dev.factum.machine.message.Message;
import dev.factum.testkit.RaceExplorer;
import dev.factum.testkit.RaceReport;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A customer accepts in the moment in which the offer expires, in every order.
class AcceptOrExpireTest {

    private static final UUID ID = Product.offerOf("p1");

    private static RaceExplorer race() {
        Offer offer = Product.offer(ID, OfferStatus.AVAILABLE);
        Message expiry =
                Message.of("e1", ProductMessages.EXPIRY, ID.toString(), EVENING, new Expire(ID));
        return RaceExplorer.of(
                OfferProduct.machine(),
                Product.with(offer),
                List.of(Product.acceptance("a1", ID, NOON), expiry));
    }

    /// Whoever came first, the other has changed nothing.
    private static Optional<String> movesOnce(Database db) {
        long moves = moves(db);
        return moves <= 1 ? Optional.empty() : Optional.of(moves + " moves");
    }

    private static long moves(Database db) {
        Object statuses =
                db.history()
                        .query(
                                "[:find ?status ?tx :in $ ?id :where [?o :offer/id ?id]"
                                        + " [?o :offer/status ?status ?tx true]]",
                                ID);
        return statuses instanceof Collection<?> each ? each.size() - 1 : 0;
    }

    @Test
    void theFirstWinsAndTheOtherChangesNothing() {
        RaceReport report = race().check(AcceptOrExpireTest::movesOnce);
        assertThat(report.orders()).isGreaterThan(5);
        report.assertHolds();
    }

    @Test
    void withoutReadSetsBothWouldHappen() {
        RaceReport report = race().withoutReadSets().check(AcceptOrExpireTest::movesOnce);
        assertThat(report.broken()).isNotEmpty();
    }
}
