package dev.factum.examples.offers.controllers;

import dev.factum.examples.offers.business.Offer;
import dev.factum.examples.offers.database.OfferSchema;
import dev.factum.examples.offers.database.Offers;
import dev.factum.facts.connection.Connection;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// The offers service without its web layer: all strategies over one database, and one over a
/// database of its own, since an invariant would help the others too. Safe to share between
/// threads.
public final class OffersService implements AutoCloseable {

    private final Connection connection;
    private final Connection guarded;
    private final Map<Strategy, CreateOffer> strategies = new EnumMap<>(Strategy.class);
    private final List<AcceptOffer> acceptOffer;

    /// Installs what the service needs and starts it.
    ///
    /// @param connection a database that runs transaction functions stored as data
    /// @param guarded a database with the invariant that [WithAnInvariant#declaration] declares
    public OffersService(Connection connection, Connection guarded, InstantSource clock) {
        this.connection = connection;
        this.guarded = guarded;
        this.acceptOffer =
                List.of(new AcceptOffer(connection, clock), new AcceptOffer(guarded, clock));
        connection.transact(OfferSchema.declarations());
        guarded.transact(OfferSchema.declarations());
        strategies.put(Strategy.CHECK_THEN_INSERT, new CheckThenInsert(connection));
        strategies.put(Strategy.IN_THE_TRANSACTOR, InTheTransactor.install(connection));
        strategies.put(Strategy.INSERT_THEN_CHECK, InsertThenCheck.onDbAfter(connection));
        strategies.put(Strategy.INSERT_THEN_CHECK_WRONGLY, InsertThenCheck.onCurrentDb(connection));
        strategies.put(Strategy.THROUGH_THE_MACHINE, ThroughTheMachine.start(connection));
        strategies.put(Strategy.WITH_AN_INVARIANT, new WithAnInvariant(guarded));
    }

    /// Creates an offer in this way if the rule allows it.
    public Outcome create(Strategy strategy, Offer offer) {
        return Objects.requireNonNull(strategies.get(strategy)).create(offer);
    }

    /// A customer's offers, oldest first.
    public List<Offer> offersOf(UUID customer) {
        List<Offer> offers = new ArrayList<>(Offers.of(connection.db(), customer));
        offers.addAll(Offers.of(guarded.db(), customer));
        return offers;
    }

    /// Accepts an offer, whichever database it is in.
    public AcceptOffer.Result accept(UUID offer) {
        return acceptOffer.stream()
                .map(each -> each.accept(offer))
                .filter(result -> result != AcceptOffer.Result.NOT_FOUND)
                .findFirst()
                .orElse(AcceptOffer.Result.NOT_FOUND);
    }

    /// The database that a strategy writes to.
    public Connection connectionOf(Strategy strategy) {
        return strategy == Strategy.WITH_AN_INVARIANT ? guarded : connection;
    }

    /// Stops the strategies; the connections stay open.
    @Override
    public void close() {
        strategies.values().forEach(CreateOffer::close);
    }
}
