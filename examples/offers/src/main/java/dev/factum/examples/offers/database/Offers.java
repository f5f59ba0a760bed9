package dev.factum.examples.offers.database;

import dev.factum.examples.offers.business.Offer;
import dev.factum.facts.database.Database;
import dev.factum.facts.record.RecordMapping;
import dev.factum.facts.value.Keyword;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Offers in a database value, and the facts that write them. Pure.
public final class Offers {

    private static final RecordMapping<Offer> MAPPING = RecordMapping.of(Offer.class);
    private static final Keyword CAS = Keyword.of("db/cas");
    private static final Keyword RETRACT_ENTITY = Keyword.of("db/retractEntity");
    private static final Keyword AVAILABLE = Keyword.of("offer.status/available");
    private static final Keyword ACCEPTED = Keyword.of("offer.status/accepted");

    private static final String OF_CUSTOMER =
            """
            [:find [(pull ?offer pattern) ...]
             :in $ ?customer pattern
             :where [?offer :offer/customer ?customer]]
            """;
    private static final String OF_PARTNER_AND_CUSTOMER =
            """
            [:find [(pull ?offer pattern) ...]
             :in $ ?partner ?customer pattern
             :where [?offer :offer/customer ?customer]
                    [?offer :offer/partner ?partner]]
            """;

    private Offers() {}

    /// A customer's offers, oldest first.
    public static List<Offer> of(Database db, UUID customer) {
        return records(db.query(OF_CUSTOMER, customer, MAPPING.pattern()));
    }

    /// One partner's offers for a customer, oldest first.
    public static List<Offer> of(Database db, UUID partner, UUID customer) {
        return records(db.query(OF_PARTNER_AND_CUSTOMER, partner, customer, MAPPING.pattern()));
    }

    public static Optional<Offer> find(Database db, UUID id) {
        return db.pull(Offer.class, OfferSchema.ID.is(id));
    }

    /// The facts of a new offer.
    public static List<Object> insert(Offer offer) {
        return List.of(MAPPING.write(offer));
    }

    /// Takes an offer away again.
    public static List<Object> retract(Offer offer) {
        return List.of(List.of(RETRACT_ENTITY, OfferSchema.ID.is(offer.id())));
    }

    /// Accepts an offer if it is still available.
    public static List<Object> accept(Offer offer) {
        return List.of(
                List.of(
                        CAS,
                        OfferSchema.ID.is(offer.id()),
                        OfferSchema.STATUS.ident(),
                        AVAILABLE,
                        ACCEPTED));
    }

    private static List<Offer> records(@org.jspecify.annotations.Nullable Object trees) {
        List<Offer> offers = new ArrayList<>();
        if (trees instanceof Collection<?> found) {
            for (Object tree : found) {
                offers.add(MAPPING.read((java.util.Map<?, ?>) tree));
            }
        }
        offers.sort(Comparator.comparing(Offer::createdAt).thenComparing(Offer::id));
        return offers;
    }
}
