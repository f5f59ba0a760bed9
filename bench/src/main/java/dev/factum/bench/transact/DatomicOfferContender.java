package dev.factum.bench.transact;

import datomic.Connection;
import datomic.Peer;
import datomic.Util;
import dev.factum.bench.load.Contender;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/// Attempts to make an offer, in `com.datomic:peer` in memory.
final class DatomicOfferContender implements Contender {

    private static final String BY_QUERY =
            """
            (let [customer (datomic.api/entid db [:customer/name name])
                  full (and customer
                            (<= 3 (or (datomic.api/q '%s db customer) 0)))]\
            """
                    .formatted(OfferRule.COUNT);
    private static final String BY_INDEX =
            """
            (let [customer (datomic.api/entid db [:customer/name name])
                  full (and customer
                            (= 3 (count (take 3 (datomic.api/datoms db :vaet customer :offer/customer)))))]\
            """;
    private static final String DECISION =
            """
              (if full
                (throw (ex-info "This customer has three offers" {}))
                (if customer
                  [{:offer/customer customer}]
                  [{:db/id "customer" :customer/name name} {:offer/customer "customer"}])))\
            """;
    private static final Object REQUEST = Util.read(":offers/request");

    private final OfferRule rule;
    private final Connection connection;
    private final AtomicLong attempts = new AtomicLong();

    DatomicOfferContender(OfferRule rule) {
        this.rule = rule;
        String uri = "datomic:mem://" + Peer.squuid();
        Peer.createDatabase(uri);
        this.connection = Peer.connect(uri);
        String code = (rule.countsByQuery() ? BY_QUERY : BY_INDEX) + DECISION;
        Object function =
                Peer.function(
                        Util.map(
                                Util.read(":lang"),
                                "clojure",
                                Util.read(":params"),
                                Util.read("[db name]"),
                                Util.read(":code"),
                                code));
        try {
            connection.transactAsync((List<?>) Util.read(OfferRule.SCHEMA)).get();
            connection
                    .transactAsync(
                            List.of(
                                    Util.map(
                                            Util.read(":db/ident"), REQUEST,
                                            Util.read(":db/fn"), function)))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Datomic refused a transaction", e);
        }
    }

    @Override
    public String name() {
        return "Datomic " + rule.label;
    }

    /// An attempt that fails was refused by the function.
    @Override
    public void send(long number) {
        String customer = rule.customer(attempts.getAndIncrement());
        try {
            connection.transactAsync(List.of(List.of(REQUEST, customer))).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (ExecutionException refused) {
            if (!String.valueOf(refused.getMessage()).contains("three offers")) {
                throw new IllegalStateException("Datomic failed", refused);
            }
        }
    }

    @Override
    public void close() {
        connection.release();
    }
}
