package dev.factum.gateway.kafka;

import dev.factum.facts.edn.Edn;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Names of JSON objects as keywords, where EDN can write them; other names stay text, so that
/// nothing of a message is lost. Safe to share between threads.
final class JsonNames {

    /// Services speak of few names; who makes more up gets them, and nobody remembers them.
    private static final int MOST_REMEMBERED = 4_096;

    private static final Map<String, Object> KNOWN = new ConcurrentHashMap<>();

    private JsonNames() {}

    static Object of(String name) {
        Object known = KNOWN.get(name);
        if (known != null) {
            return known;
        }
        Object read = read(name);
        if (KNOWN.size() < MOST_REMEMBERED) {
            KNOWN.put(name, read);
        }
        return read;
    }

    private static Object read(String name) {
        if (name.startsWith(":")) {
            return name;
        }
        try {
            Keyword keyword = Keyword.of(name);
            Edn.print(keyword);
            return keyword;
        } catch (FactumError _) {
            return name; // EDN cannot write it as a keyword
        }
    }
}
