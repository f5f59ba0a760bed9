package dev.factum.examples.offers.product;

import dev.factum.testkit.purity.PurityScan;
import org.junit.jupiter.api.Test;

/// The handlers depend on nothing but their message and the database.
class ProductPurityTest {

    @Test
    void handlersArePure() {
        PurityScan.of(OfferProduct.class, Choosing.class, Lending.class).assertPure();
    }
}
