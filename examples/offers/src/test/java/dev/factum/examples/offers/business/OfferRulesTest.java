package dev.factum.examples.offers.business;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.examples.offers.common.FakeOffers;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OfferRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Offer AVAILABLE =
            FakeOffers.available(new UUID(0, 1), new UUID(0, 2), NOW);
    private static final Offer ACCEPTED = with(OfferStatus.ACCEPTED, NOW.plus(Duration.ofHours(1)));
    private static final Offer EXPIRED = with(OfferStatus.AVAILABLE, NOW);

    private static Offer with(OfferStatus status, Instant expiresAt) {
        return new Offer(
                new UUID(0, 9),
                AVAILABLE.partner(),
                AVAILABLE.customer(),
                status,
                BigDecimal.TEN,
                NOW,
                expiresAt);
    }

    @Test
    void thereIsRoomForThree() {
        assertThat(OfferRules.roomForOneMore(List.of(), NOW)).isTrue();
        assertThat(OfferRules.roomForOneMore(Collections.nCopies(2, AVAILABLE), NOW)).isTrue();
        assertThat(OfferRules.roomForOneMore(Collections.nCopies(3, AVAILABLE), NOW)).isFalse();
    }

    @Test
    void acceptedAndExpiredOffersTakeNoRoom() {
        assertThat(OfferRules.roomForOneMore(List.of(AVAILABLE, AVAILABLE, ACCEPTED, EXPIRED), NOW))
                .isTrue();
        assertThat(
                        OfferRules.tooMany(
                                List.of(AVAILABLE, AVAILABLE, AVAILABLE, ACCEPTED, EXPIRED), NOW))
                .isFalse();
        assertThat(OfferRules.tooMany(Collections.nCopies(4, AVAILABLE), NOW)).isTrue();
    }
}
