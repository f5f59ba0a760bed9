package dev.factum.bench.transact;

import dev.factum.bench.load.Contender;
import dev.factum.facts.connection.Connection;
import dev.factum.facts.database.Cancellation;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import dev.factum.peer.Peer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Attempts to make an offer, in Factum.
final class OfferContender implements Contender {

    private static final Symbol REQUEST = Symbol.of("offers/request");
    private static final Keyword DB_ID = Keyword.of("db/id");
    private static final Keyword NAME = Keyword.of("customer/name");
    private static final Keyword CUSTOMER = Keyword.of("offer/customer");
    private static final Object COUNT = Objects.requireNonNull(Edn.read(OfferRule.COUNT));

    private final OfferRule rule;
    private final String name;
    private final Peer peer = Peer.open();
    private final Connection connection;
    private final AtomicLong attempts = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();

    OfferContender(OfferRule rule, String uri) {
        this.rule = rule;
        this.name = "Factum " + rule.label + (uri.startsWith("factum:sqlite:") ? " on SQLite" : "");
        peer.createDatabase(uri);
        this.connection =
                peer.connect(
                        uri, Functions.none().withTransaction("offers/request", this::request));
        connection.transact(OfferRule.SCHEMA);
    }

    private List<?> request(Database db, List<? extends @Nullable Object> arguments) {
        Object name = Objects.requireNonNull(arguments.getFirst());
        OptionalLong customer = db.entid(List.of(NAME, name));
        if (customer.isPresent() && hasMost(db, customer.getAsLong())) {
            throw Cancellation.conflict("This customer has three offers");
        }
        Object owner = customer.isPresent() ? (Object) customer.getAsLong() : "customer";
        Map<Keyword, Object> offer = Map.of(CUSTOMER, owner);
        return customer.isPresent()
                ? List.of(offer)
                : List.of(Map.of(DB_ID, owner, NAME, name), offer);
    }

    private boolean hasMost(Database db, long customer) {
        if (rule.countsByQuery()) {
            return db.query(COUNT, customer) instanceof Number count
                    && count.longValue() >= OfferRule.MOST;
        }
        var offers =
                db.scan(
                        IndexOrder.VAET,
                        Prefix.valueAttribute(customer, db.attributeOrThrow(CUSTOMER).id()));
        int count = 0;
        while (count < OfferRule.MOST && offers.hasNext()) {
            offers.next();
            count++;
        }
        return count == OfferRule.MOST;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void send(long number) {
        String customer = rule.customer(attempts.getAndIncrement());
        try {
            connection.transact(List.of(List.of(REQUEST, customer)));
            accepted.incrementAndGet();
        } catch (FactumError refused) {
            if (refused.code() != DbErrorCode.CANCELLED_CONFLICT) {
                throw refused;
            }
        }
    }

    /// The share of attempts that were accepted.
    double acceptedShare() {
        return accepted.doubleValue() / Math.max(1, attempts.get());
    }

    /// Fails if a customer has more offers than the rule allows.
    void check() {
        var counts =
                (Collection<?>)
                        Objects.requireNonNull(
                                connection
                                        .db()
                                        .query(
                                                "[:find ?customer (count ?offer) :where [?offer :offer/customer ?customer]]"));
        for (Object row : counts) {
            long count = ((Number) ((List<?>) row).getLast()).longValue();
            if (count > OfferRule.MOST) {
                throw new IllegalStateException("A customer has " + count + " offers");
            }
        }
    }

    @Override
    public void close() {
        check();
        peer.close();
    }
}
