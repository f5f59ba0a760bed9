package dev.factum.bench.transact;

/// "At most three offers for a customer", as a transaction function that counts them one way or the
/// other.
enum OfferRule {
    /// A query; 1,000 customers, nearly all attempts are refused.
    QUERY("query", 1_000),
    /// A look into an index; 1,000 customers, nearly all attempts are refused.
    INDEX("index read", 1_000),
    /// A look into an index; a customer for every four attempts, of which three are accepted and
    /// the first creates the customer.
    MIXED("mixed", 0);

    static final int MOST = 3;
    static final String COUNT =
            "[:find (count ?offer) . :in $ ?customer :where [?offer :offer/customer ?customer]]";
    static final String SCHEMA =
            """
            [{:db/ident :customer/name :db/valueType :db.type/string
              :db/cardinality :db.cardinality/one :db/unique :db.unique/identity}
             {:db/ident :offer/customer :db/valueType :db.type/ref
              :db/cardinality :db.cardinality/one}]\
            """;

    final String label;
    private final int customers;

    OfferRule(String label, int customers) {
        this.label = label;
        this.customers = customers;
    }

    boolean countsByQuery() {
        return this == QUERY;
    }

    /// The customer that an attempt is for.
    String customer(long attempt) {
        return "c" + (customers == 0 ? Math.floorDiv(attempt, MOST + 1) : attempt % customers);
    }
}
