package dev.factum.examples.offers.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.examples.offers.Running;
import dev.factum.examples.offers.business.Offer;
import dev.factum.examples.offers.common.FakeOffers;
import dev.factum.examples.offers.database.Offers;
import dev.factum.examples.offers.race.Race;
import dev.factum.examples.offers.race.RaceResult;
import dev.factum.facts.connection.Connection;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.TxReport;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A hundred threads and one customer, on a real SQLite file.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrategiesTest {

    private static final int THREADS = 100;
    private static final int ROUNDS = 30;
    private static final InstantSource CLOCK = InstantSource.system();

    private final Running running;

    StrategiesTest(@TempDir Path directory) {
        this.running = Running.in(directory);
    }

    @BeforeAll
    void warmUp() throws InterruptedException {
        Race.run(running.service(), Strategy.CHECK_THEN_INSERT, 4, CLOCK);
    }

    @AfterAll
    void close() {
        running.close();
    }

    private RaceResult race(Strategy strategy) throws InterruptedException {
        return Race.run(running.service(), strategy, THREADS, CLOCK);
    }

    @ParameterizedTest
    @EnumSource(names = {"IN_THE_TRANSACTOR", "THROUGH_THE_MACHINE", "WITH_AN_INVARIANT"})
    void keepsTheRuleAtEveryMoment(Strategy strategy) throws InterruptedException {
        RaceResult race = race(strategy);
        assertThat(race.accepted()).isEqualTo(3);
        assertThat(race.refused()).isEqualTo(THREADS - 3);
        assertThat(race.atEnd()).isEqualTo(3);
        assertThat(race.mostVisible()).isEqualTo(3);
    }

    @Test
    void insertingFirstKeepsTheRuleOnlyInTheEnd() throws InterruptedException {
        RaceResult race = race(Strategy.INSERT_THEN_CHECK);
        assertThat(race.accepted()).isEqualTo(3);
        assertThat(race.atEnd()).isEqualTo(3);
        assertThat(race.mostVisible()).isGreaterThan(3);
    }

    @Test
    void checkingFirstLosesTheRace() throws InterruptedException {
        int most = 0;
        for (int round = 0; round < ROUNDS && most <= 3; round++) {
            RaceResult race = race(Strategy.CHECK_THEN_INSERT);
            assertThat(race.accepted()).isEqualTo(race.atEnd());
            most = Math.max(most, race.atEnd());
        }
        assertThat(most).as("offers left by the best of %d races", ROUNDS).isGreaterThan(3);
    }

    /// The article's drawing, step by step: all four insert, then the first three check what is
    /// there *now*.
    @Test
    void checkingTheCurrentDatabaseTakesBackTooMany() {
        Connection connection = running.service().connectionOf(Strategy.INSERT_THEN_CHECK);
        assertThat(leftOf(four(connection), false, connection)).isZero();
        assertThat(leftOf(four(connection), true, connection)).isEqualTo(3);
    }

    private record Inserted(Offer offer, TxReport report) {}

    private static List<Inserted> four(Connection connection) {
        UUID partner = UUID.randomUUID();
        UUID customer = UUID.randomUUID();
        List<Inserted> inserted = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            Offer offer = FakeOffers.available(partner, customer, Instant.now());
            inserted.add(new Inserted(offer, connection.transact(Offers.insert(offer))));
        }
        return inserted;
    }

    /// All check on a database of the same moment, then those that saw too many take theirs back.
    private static int leftOf(List<Inserted> all, boolean onDbAfter, Connection connection) {
        Database current = connection.db();
        for (Inserted one : all) {
            Offer offer = one.offer();
            Database db = onDbAfter ? one.report().dbAfter() : current;
            if (dev.factum.examples.offers.business.OfferRules.tooMany(
                    Offers.of(db, offer.partner(), offer.customer()), offer.createdAt())) {
                connection.transact(Offers.retract(offer));
            }
        }
        return Race.available(connection.db(), all.getFirst().offer().customer(), Instant.now());
    }

    @Test
    void anOfferCanBeAcceptedInWhicheverWayItWasMade() {
        for (Strategy strategy : Strategy.values()) {
            Offer offer = FakeOffers.available(UUID.randomUUID(), UUID.randomUUID(), Instant.now());
            running.service().create(strategy, offer);
            assertThat(running.service().accept(offer.id()))
                    .as(strategy.label())
                    .isEqualTo(AcceptOffer.Result.ACCEPTED);
        }
    }

    @Test
    void aPartnerCanOfferAgainOnceAnOfferIsAccepted() {
        UUID partner = UUID.randomUUID();
        UUID customer = UUID.randomUUID();
        List<Offer> made = new ArrayList<>();
        for (int count = 0; count < 3; count++) {
            Offer offer = FakeOffers.available(partner, customer, Instant.now());
            assertThat(running.service().create(Strategy.THROUGH_THE_MACHINE, offer).accepted())
                    .isTrue();
            made.add(offer);
        }
        Offer fourth = FakeOffers.available(partner, customer, Instant.now());
        assertThat(running.service().create(Strategy.THROUGH_THE_MACHINE, fourth).accepted())
                .isFalse();
        assertThat(running.service().accept(made.getFirst().id()))
                .isEqualTo(AcceptOffer.Result.ACCEPTED);
        assertThat(running.service().accept(made.getFirst().id()))
                .isEqualTo(AcceptOffer.Result.NOT_AVAILABLE);
        assertThat(running.service().accept(UUID.randomUUID()))
                .isEqualTo(AcceptOffer.Result.NOT_FOUND);
        Offer again = FakeOffers.available(partner, customer, Instant.now());
        assertThat(running.service().create(Strategy.THROUGH_THE_MACHINE, again).accepted())
                .isTrue();
        assertThat(running.service().offersOf(customer)).hasSize(4);
    }
}
