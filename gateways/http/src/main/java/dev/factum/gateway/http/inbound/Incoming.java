package dev.factum.gateway.http.inbound;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A request from outside, read whole. Immutable.
///
/// @param path without the query, as it was sent
/// @param query the first value of each name
/// @param headers by lower-case name
/// @param variables what stood for the names in the path of its route
public record Incoming(
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        Map<String, String> variables,
        String body) {

    public Incoming {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
        variables = Map.copyOf(variables);
    }

    /// The same request, with what its path says.
    Incoming with(Map<String, String> found) {
        return new Incoming(method, path, query, headers, found, body);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /// What stood for a name in the path of the route.
    ///
    /// @throws IllegalArgumentException if the route has no such name
    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The route has no " + name);
        }
        return value;
    }
}
