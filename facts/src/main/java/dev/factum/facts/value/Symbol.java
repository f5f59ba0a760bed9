package dev.factum.facts.value;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// A name that stands for something else, such as `?offer` or `my.rules/at-most-three`.
///
/// Ordered like [Keyword]. Immutable and safe to share between threads.
public record Symbol(@Nullable String namespace, String name) implements Comparable<Symbol> {

    private static final Comparator<@Nullable String> NAMESPACES =
            Comparator.nullsFirst(Comparator.<String>naturalOrder());

    public Symbol {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("A symbol needs a name");
        }
    }

    /// Reads `"a/b"` or `"b"`; the symbol `/` alone is the division function.
    public static Symbol of(String text) {
        int slash = text.length() == 1 ? -1 : text.indexOf('/');
        return slash < 0
                ? new Symbol(null, text)
                : new Symbol(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public int compareTo(Symbol other) {
        int byNamespace = NAMESPACES.compare(namespace, other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return namespace == null ? name : namespace + "/" + name;
    }
}
