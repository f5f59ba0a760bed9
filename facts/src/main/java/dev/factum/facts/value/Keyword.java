package dev.factum.facts.value;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// A name that stands for itself, such as `:card/status`: attribute names, enumerated values,
/// options.
///
/// Ordered as Datomic orders them: names without a namespace first, then by namespace, then by
/// name, each by UTF-16 code unit. Immutable and safe to share between threads.
public record Keyword(@Nullable String namespace, String name) implements Comparable<Keyword> {

    private static final Comparator<@Nullable String> NAMESPACES =
            Comparator.nullsFirst(Comparator.<String>naturalOrder());

    public Keyword {
        if (name.isEmpty()) {
            throw FactumError.of(DbErrorCode.NOT_A_KEYWORD, "A keyword needs a name")
                    .with("namespace", namespace);
        }
    }

    /// Reads `":a/b"`, `"a/b"`, `":b"` or `"b"`.
    public static Keyword of(String text) {
        String bare = text.startsWith(":") ? text.substring(1) : text;
        int slash = bare.length() == 1 ? -1 : bare.indexOf('/');
        return slash < 0
                ? new Keyword(null, bare)
                : new Keyword(bare.substring(0, slash), bare.substring(slash + 1));
    }

    /// The keyword `:namespace/name`.
    public static Keyword of(String namespace, String name) {
        return new Keyword(namespace, name);
    }

    /// True if the namespace is exactly `expected`.
    public boolean isIn(String expected) {
        return expected.equals(namespace);
    }

    @Override
    public int compareTo(Keyword other) {
        int byNamespace = NAMESPACES.compare(namespace, other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }

    /// The text as EDN writes it, with the leading colon.
    @Override
    public String toString() {
        return namespace == null ? ":" + name : ":" + namespace + "/" + name;
    }
}
