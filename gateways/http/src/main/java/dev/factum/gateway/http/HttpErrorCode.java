package dev.factum.gateway.http;

import dev.factum.facts.error.Category;
import dev.factum.facts.error.ErrorCode;

/// The codes of the HTTP gateway.
public enum HttpErrorCode implements ErrorCode {
    // configuration of destinations
    INVALID_DESTINATION("invalid-destination", Category.INCORRECT),
    SECRET_UNAVAILABLE("secret-unavailable", Category.INCORRECT),

    // configuration of a front
    INVALID_ROUTE("invalid-route", Category.INCORRECT),

    // requests from outside
    NO_ROUTE("no-route", Category.NOT_FOUND),
    METHOD_NOT_ALLOWED("method-not-allowed", Category.UNSUPPORTED),
    UNAUTHENTICATED("unauthenticated", Category.FORBIDDEN),
    UNSUPPORTED_MEDIA("unsupported-media", Category.UNSUPPORTED),
    TOO_LARGE("too-large", Category.INCORRECT),
    MALFORMED("malformed", Category.INCORRECT),
    INVALID_FIELD("invalid-field", Category.INCORRECT),
    KEY_MISSING("key-missing", Category.INCORRECT),
    KEY_REUSED("key-reused", Category.INCORRECT),
    KEY_IN_USE("key-in-use", Category.CONFLICT),
    KEY_EXPIRED("key-expired", Category.NOT_FOUND),
    UNKNOWN_REQUEST("unknown-request", Category.NOT_FOUND),
    OVERLOADED("overloaded", Category.BUSY),
    NOT_YET("not-yet", Category.UNAVAILABLE);

    private final String code;
    private final Category category;

    HttpErrorCode(String name, Category category) {
        this.code = ":factum.http/" + name;
        this.category = category;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Category category() {
        return category;
    }
}
