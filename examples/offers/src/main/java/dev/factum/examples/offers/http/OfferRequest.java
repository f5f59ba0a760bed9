package dev.factum.examples.offers.http;

import dev.factum.examples.offers.business.Offer;
import dev.factum.examples.offers.business.OfferStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The body of `POST /offers`: `{"partner": uuid, "customer": uuid, "amount": "5000.00",
/// "expiresAt": instant?}`.
final class OfferRequest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration USUAL_LIFE = Duration.ofDays(1);

    private OfferRequest() {}

    /// A body that is not an offer.
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    static Offer parse(String body, Instant now) throws Malformed {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JacksonException e) {
            throw new Malformed("The body is not JSON: " + e.getOriginalMessage());
        }
        Instant expires =
                json.hasNonNull("expiresAt") ? instant(json, "expiresAt") : now.plus(USUAL_LIFE);
        if (!expires.isAfter(now)) {
            throw new Malformed("expiresAt lies in the past");
        }
        return new Offer(
                UUID.randomUUID(),
                uuid(json, "partner"),
                uuid(json, "customer"),
                OfferStatus.AVAILABLE,
                amount(json),
                now,
                expires);
    }

    private static UUID uuid(JsonNode json, String field) throws Malformed {
        try {
            return UUID.fromString(text(json, field));
        } catch (IllegalArgumentException _) {
            throw new Malformed(field + " is not a UUID");
        }
    }

    private static Instant instant(JsonNode json, String field) throws Malformed {
        try {
            return Instant.parse(text(json, field));
        } catch (java.time.format.DateTimeParseException _) {
            throw new Malformed(field + " is not an instant such as 2026-11-21T10:00:00Z");
        }
    }

    private static BigDecimal amount(JsonNode json) throws Malformed {
        try {
            BigDecimal amount = new BigDecimal(text(json, "amount"));
            if (amount.signum() > 0 && amount.precision() <= 18 && Math.abs(amount.scale()) <= 18) {
                return amount;
            }
        } catch (NumberFormatException _) {
            throw new Malformed("amount is not a decimal number");
        }
        throw new Malformed("amount must be above zero and have at most 18 digits");
    }

    private static String text(JsonNode json, String field) throws Malformed {
        @Nullable JsonNode node = json.get(field);
        if (node == null || node.isNull() || node.isContainer()) {
            throw new Malformed(field + " is missing");
        }
        return node.asString();
    }
}
