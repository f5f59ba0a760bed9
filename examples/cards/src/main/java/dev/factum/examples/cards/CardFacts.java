package dev.factum.examples.cards;

import dev.factum.facts.schema.Attribute;
import dev.factum.facts.value.Keyword;
import java.util.List;
import java.util.UUID;

/// What the database knows of cards and customers.
public final class CardFacts {

    public static final Attribute<UUID> CUSTOMER_ID = Attribute.uuid("customer/id").identity();

    public static final Attribute<UUID> CARD_ID = Attribute.uuid("card/id").identity();
    public static final Attribute<Keyword> CARD_STATUS = Attribute.keyword("card/status");
    public static final Attribute<Long> CARD_CUSTOMER = Attribute.ref("card/customer");

    public static final Keyword ACTIVE = Keyword.of("card.status/active");
    public static final Keyword BLOCKED = Keyword.of("card.status/blocked");
    public static final Keyword CANCELLED = Keyword.of("card.status/cancelled");

    public static final List<Attribute<?>> SCHEMA =
            List.of(CUSTOMER_ID, CARD_ID, CARD_STATUS, CARD_CUSTOMER);

    private CardFacts() {}
}
