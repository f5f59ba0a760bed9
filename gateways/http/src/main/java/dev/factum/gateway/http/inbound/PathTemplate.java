package dev.factum.gateway.http.inbound;

import dev.factum.facts.error.FactumError;
import dev.factum.gateway.http.HttpErrorCode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A path with names in it, such as `/cards/{id}/block`. Immutable.
record PathTemplate(String text, List<String> segments) {

    /// Reads a template, or refuses it as `:factum.http/invalid-route`.
    static PathTemplate of(String text) {
        List<String> segments = split(text);
        Set<String> names = new HashSet<>();
        for (String segment : segments) {
            boolean hasBraces = segment.contains("{") || segment.contains("}");
            if (hasBraces && (!isName(segment) || !names.add(segment))) {
                throw invalid(text);
            }
        }
        if (!text.startsWith("/") || text.contains("?") || text.contains("#")) {
            throw invalid(text);
        }
        return new PathTemplate(text, segments);
    }

    private static FactumError invalid(String text) {
        return FactumError.of(
                        HttpErrorCode.INVALID_ROUTE,
                        "A route's path begins with a slash, and has names as whole segments, once each")
                .with("path", text);
    }

    private static List<String> split(String path) {
        return List.of(path.substring(Math.min(1, path.length())).split("/", -1));
    }

    private static boolean isName(String segment) {
        return segment.matches("\\{\\w+}");
    }

    /// What stands for the names, if a path fits. A name stands for something, never for nothing.
    Optional<Map<String, String>> match(String path) {
        List<String> given = split(path);
        if (given.size() != segments.size()) {
            return Optional.empty();
        }
        var found = new LinkedHashMap<String, String>();
        for (int index = 0; index < segments.size(); index++) {
            String segment = segments.get(index);
            if (isName(segment) && !given.get(index).isEmpty()) {
                String name = segment.substring(1, segment.length() - 1);
                found.put(name, decoded(given.get(index)));
            } else if (!segment.equals(given.get(index))) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    /// In a path a plus is a plus.
    private static String decoded(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /// The same shape, whatever the names are called.
    String shape() {
        return text.replaceAll("\\{\\w+}", "{}");
    }
}
