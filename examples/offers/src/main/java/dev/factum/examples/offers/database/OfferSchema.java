package dev.factum.examples.offers.database;

import dev.factum.facts.schema.Attribute;
import dev.factum.facts.value.Keyword;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// The attributes of an offer.
public final class OfferSchema {

    public static final Attribute<UUID> ID = Attribute.uuid("offer/id").identity();
    public static final Attribute<UUID> PARTNER = Attribute.uuid("offer/partner");
    public static final Attribute<UUID> CUSTOMER = Attribute.uuid("offer/customer").indexed();
    public static final Attribute<Keyword> STATUS = Attribute.keyword("offer/status");
    public static final Attribute<BigDecimal> AMOUNT = Attribute.decimal("offer/amount");
    public static final Attribute<Instant> CREATED_AT = Attribute.instant("offer/created-at");
    public static final Attribute<Instant> EXPIRES_AT = Attribute.instant("offer/expires-at");

    private OfferSchema() {}

    /// The transaction that installs the attributes. Doing it again changes nothing.
    public static List<Object> declarations() {
        return List.of(
                ID.declaration(),
                PARTNER.declaration(),
                CUSTOMER.declaration(),
                STATUS.declaration(),
                AMOUNT.declaration(),
                CREATED_AT.declaration(),
                EXPIRES_AT.declaration());
    }
}
