package dev.factum.gateway.http.inbound;

import dev.factum.facts.error.FactumError;
import dev.factum.gateway.http.HttpErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Which request is whose: by method and path. Immutable.
final class Routes {

    /// What is done with a request.
    sealed interface Target {

        /// It becomes a message.
        record Write(Route<?> route) implements Target {}

        /// It is answered from the database.
        record Read(ReadRequests.Reader reader) implements Target {}
    }

    /// A target, and the request with what its path says.
    record Found(Target target, Incoming request) {}

    private record Entry(String method, PathTemplate path, Target target) {}

    private final List<Entry> entries;

    private Routes(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    static Routes none() {
        return new Routes(List.of());
    }

    /// The same and one more.
    ///
    /// @throws FactumError `:factum.http/invalid-route` if there is one for the same requests
    Routes with(String method, PathTemplate path, Target target) {
        boolean isThere =
                entries.stream()
                        .anyMatch(each ->
                                each.method().equals(method)
                                        && each.path().shape().equals(path.shape()));
        if (isThere || path.text().startsWith(Waiting.STATUS_PATH)) {
            throw FactumError.of(HttpErrorCode.INVALID_ROUTE, "There is a route for these requests")
                    .with("method", method)
                    .with("path", path.text());
        }
        var more = new ArrayList<>(entries);
        more.add(new Entry(method, path, target));
        return new Routes(more);
    }

    /// Whose this request is. `HEAD` is `GET` whose body is not sent.
    ///
    /// @throws FactumError `:factum.http/no-route` or `:factum.http/method-not-allowed`
    Found find(Incoming request) {
        String method = request.method().equals("HEAD") ? "GET" : request.method();
        var allowed = new TreeSet<String>();
        for (Entry entry : entries) {
            Optional<Map<String, String>> variables = entry.path().match(request.path());
            if (variables.isPresent() && entry.method().equals(method)) {
                return new Found(entry.target(), request.with(variables.get()));
            }
            if (variables.isPresent()) {
                allowed.add(entry.method());
            }
        }
        if (allowed.isEmpty()) {
            throw FactumError.of(HttpErrorCode.NO_ROUTE, "There is nothing at this path");
        }
        throw FactumError.of(HttpErrorCode.METHOD_NOT_ALLOWED, "This path has other methods")
                .with("allowed", String.join(", ", allowed));
    }

    /// The routes whose reply comes later.
    List<Route<?>> answeredLater() {
        var later = new ArrayList<Route<?>>();
        for (Entry entry : entries) {
            if (entry.target() instanceof Target.Write(var route) && route.answersLater()) {
                later.add(route);
            }
        }
        return later;
    }
}
