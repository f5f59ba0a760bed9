package dev.factum.gateway.http.inbound;

import dev.factum.facts.error.Category;
import dev.factum.facts.error.ErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.gateway.http.HttpErrorCode;
import dev.factum.machine.MachineErrorCode;
import java.util.LinkedHashMap;
import java.util.Set;

/// An error as the web sees it: `application/problem+json` (RFC 9457), with our code.
///
/// Of an error's data only what tells the caller where to look is shown: the rest is for those who
/// run the service.
final class Problem {

    private static final Set<String> SHOWN =
            Set.of("field", "line", "column", "header", "limit", "allowed", "t");

    private Problem() {}

    static Answer of(FactumError error) {
        int status = status(error.code());
        var body = new LinkedHashMap<String, Object>();
        body.put("type", "urn:factum:error" + error.code().code());
        body.put("title", isOurs(error) ? error.text() : title(error.category()));
        body.put("status", status);
        body.put("code", error.code().code());
        error.data()
                .forEach((name, value) -> {
                    if (SHOWN.contains(name)) {
                        body.put(name, value);
                    }
                });
        return headers(error, Answer.of(status).body("application/problem+json", Json.text(body)));
    }

    private static Answer headers(FactumError error, Answer answer) {
        Answer marked =
                error.category().retryable() || error.code() == HttpErrorCode.KEY_IN_USE
                        ? answer.header("Retry-After", retryAfter(error))
                        : answer;
        if (error.data().get(Waiting.STATUS) instanceof String path) {
            return marked.header("Location", path);
        }
        if (error.code() == HttpErrorCode.UNAUTHENTICATED) {
            return marked.header("WWW-Authenticate", "Bearer");
        }
        return error.data().get("allowed") instanceof String allowed
                ? marked.header("Allow", allowed)
                : marked;
    }

    private static String retryAfter(FactumError error) {
        return String.valueOf(error.data().getOrDefault("retry-after", 1));
    }

    private static boolean isOurs(FactumError error) {
        return error.code() instanceof HttpErrorCode;
    }

    private static String title(Category category) {
        return switch (category) {
            case INCORRECT -> "The request cannot be carried out";
            case NOT_FOUND -> "Something that the request is about is not there";
            case CONFLICT -> "The request contradicts something else";
            case FORBIDDEN -> "The request is not allowed";
            case UNSUPPORTED -> "The request is not supported";
            case BUSY, UNAVAILABLE, INTERRUPTED -> "Not now; the same request may be sent again";
            case FAULT -> "The service failed";
        };
    }

    static int status(ErrorCode code) {
        return switch (code) {
            case HttpErrorCode ours -> status(ours);
            case MachineErrorCode.UNDECODABLE -> 422;
            default -> status(code.category());
        };
    }

    private static int status(HttpErrorCode code) {
        return switch (code) {
            case INVALID_DESTINATION, SECRET_UNAVAILABLE, INVALID_ROUTE -> 500;
            case NO_ROUTE, UNKNOWN_REQUEST -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case UNAUTHENTICATED -> 401;
            case UNSUPPORTED_MEDIA -> 415;
            case TOO_LARGE -> 413;
            case MALFORMED, KEY_MISSING -> 400;
            case INVALID_FIELD, KEY_REUSED -> 422;
            case KEY_IN_USE -> 409;
            case KEY_EXPIRED -> 410;
            case OVERLOADED, NOT_YET -> 503;
        };
    }

    private static int status(Category category) {
        return switch (category) {
            case INCORRECT -> 422;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case FORBIDDEN -> 403;
            case UNSUPPORTED -> 501;
            case BUSY, UNAVAILABLE, INTERRUPTED -> 503;
            case FAULT -> 500;
        };
    }
}
