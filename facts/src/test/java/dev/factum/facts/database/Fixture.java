package dev.factum.facts.database;

import dev.factum.facts.connection.StandardEngine;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.tx.Transaction;
import dev.factum.facts.tx.TxOptions;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// Databases for tests, made from EDN text. Transaction t happens t seconds after the beginning of
/// 2026.
public final class Fixture {

    /// People, teams and their cards: every kind of attribute that tests need.
    public static final String SCHEMA =
            """
            [{:db/ident :p/name :db/valueType :db.type/string :db/cardinality :db.cardinality/one
              :db/unique :db.unique/identity}
             {:db/ident :p/email :db/valueType :db.type/string :db/cardinality :db.cardinality/one
              :db/unique :db.unique/value}
             {:db/ident :p/age :db/valueType :db.type/long :db/cardinality :db.cardinality/one :db/index true}
             {:db/ident :p/nick :db/valueType :db.type/string :db/cardinality :db.cardinality/many}
             {:db/ident :p/friend :db/valueType :db.type/ref :db/cardinality :db.cardinality/many}
             {:db/ident :p/address :db/valueType :db.type/ref :db/cardinality :db.cardinality/one
              :db/isComponent true}
             {:db/ident :p/point :db/valueType :db.type/tuple :db/cardinality :db.cardinality/one
              :db/tupleTypes [:db.type/long :db.type/long]}
             {:db/ident :p/weight :db/valueType :db.type/bigdec :db/cardinality :db.cardinality/one}
             {:db/ident :p/kind :db/valueType :db.type/keyword :db/cardinality :db.cardinality/one}
             {:db/ident :a/street :db/valueType :db.type/string :db/cardinality :db.cardinality/one}
             {:db/ident :team/red}]
            """;

    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    private Fixture() {}

    /// An empty database that knows [#SCHEMA].
    public static Database people() {
        return people(Functions.none());
    }

    /// An empty database that knows [#SCHEMA] and these functions.
    public static Database people(Functions functions) {
        return after(StandardEngine.emptyDatabase(functions), SCHEMA);
    }

    /// The report of a transaction.
    public static TxReport transact(Database database, String txData) {
        return transact(database, (List<?>) Objects.requireNonNull(Edn.read(txData)));
    }

    /// The report of a transaction.
    public static TxReport transact(Database database, List<?> txData) {
        return Transaction.apply(
                database, txData, TxOptions.at(BEGINNING.plusSeconds(database.nextT())));
    }

    /// The database after transactions, one after the other.
    public static Database after(Database database, String... transactions) {
        Database last = database;
        for (String txData : transactions) {
            last = transact(last, txData).dbAfter();
        }
        return last;
    }
}
