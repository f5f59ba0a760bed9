package dev.factum.examples.offers.product;

import dev.factum.facts.schema.Attribute;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/// What is kept of a person. It stands on an entity of its own, not on the offers, so that it can
/// be excised without them.
public final class PersonFacts {

    public static final Attribute<UUID> CUSTOMER = Attribute.uuid("person/customer").identity();
    public static final Attribute<String> NAME = Attribute.string("person/name");
    public static final Attribute<String> TAX_NUMBER = Attribute.string("person/tax-number");
    public static final Attribute<BigDecimal> INCOME = Attribute.decimal("person/income");

    public static final List<Attribute<?>> SCHEMA = List.of(CUSTOMER, NAME, TAX_NUMBER, INCOME);

    private PersonFacts() {}
}
