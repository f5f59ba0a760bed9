package dev.factum.examples.offers.http;

import io.javalin.http.Context;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// An error as the web sees it: `application/problem+json` (RFC 9457).
///
/// @param type a URI reference that names the kind of problem
record Problem(String type, String title, int status, String detail) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static Problem badRequest(String type, String title, String detail) {
        return new Problem(type, title, 400, detail);
    }

    void answer(Context context) {
        Map<String, Object> body =
                Map.of("type", type, "title", title, "status", status, "detail", detail);
        context.status(status)
                .contentType("application/problem+json")
                .result(JSON.writeValueAsString(body));
    }
}
