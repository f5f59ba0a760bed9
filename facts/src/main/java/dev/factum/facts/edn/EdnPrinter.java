package dev.factum.facts.edn;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Prints one form on one line.
///
/// Belongs to one thread. A form that contains itself ends at the depth limit, one that shares
/// parts without measure at the length limit.
class EdnPrinter {

    private static final int GREATEST_LENGTH = 1 << 26;

    private final StringBuilder out = new StringBuilder();
    private final int limit;
    private int depth;

    EdnPrinter() {
        this(GREATEST_LENGTH);
    }

    private EdnPrinter(int limit) {
        this.limit = limit;
    }

    /// The text of `form`.
    final String print(@Nullable Object form) {
        form(form);
        if (isFull()) {
            throw FactumError.of(DbErrorCode.EDN_LIMIT, "The printed text is too long")
                    .with("limit", "length")
                    .with("allowed", limit);
        }
        return out.toString();
    }

    /// The text of `form` if it has at most `length` characters, otherwise a beginning that is
    /// longer.
    static String beginning(@Nullable Object form, int length) {
        var printer = new EdnPrinter(length);
        printer.form(form);
        return printer.out.toString();
    }

    /// The elements of `set` in the order to print them in.
    Iterable<?> elements(Set<?> set) {
        return set;
    }

    /// The entries of `map` in the order to print them in.
    Iterable<? extends Map.Entry<?, ?>> entries(Map<?, ?> map) {
        return map.entrySet();
    }

    /// What to print in place of `atom`, which is no collection.
    Object representative(Object atom) {
        return atom;
    }

    private boolean isFull() {
        return out.length() > limit;
    }

    private void form(@Nullable Object form) {
        switch (form) {
            case EdnList list -> collection("(", list, ")");
            case List<?> list -> collection("[", list, "]");
            case Set<?> set -> collection("#{", elements(set), "}");
            case Map<?, ?> map -> map(map);
            case Tagged tagged -> tagged(tagged);
            case null -> out.append("nil");
            default -> EdnAtoms.print(representative(form), out, limit);
        }
    }

    private void collection(String opening, Iterable<?> elements, String closing) {
        nest();
        out.append(opening);
        String separator = "";
        for (Object element : elements) {
            if (isFull()) {
                break;
            }
            out.append(separator);
            form(element);
            separator = " ";
        }
        out.append(closing);
        depth--;
    }

    private void map(Map<?, ?> map) {
        nest();
        out.append('{');
        String separator = "";
        for (var entry : entries(map)) {
            if (isFull()) {
                break;
            }
            out.append(separator);
            form(entry.getKey());
            out.append(' ');
            form(entry.getValue());
            separator = ", ";
        }
        out.append('}');
        depth--;
    }

    private void tagged(Tagged tagged) {
        EdnAtoms.checkTag(tagged.tag());
        nest();
        out.append('#').append(tagged.tag()).append(' ');
        form(tagged.value());
        depth--;
    }

    private void nest() {
        if (++depth > EdnLimits.GREATEST_DEPTH) {
            throw FactumError.of(
                            DbErrorCode.EDN_LIMIT, "The form nests too deep or contains itself")
                    .with("limit", "depth")
                    .with("allowed", EdnLimits.GREATEST_DEPTH);
        }
    }
}
