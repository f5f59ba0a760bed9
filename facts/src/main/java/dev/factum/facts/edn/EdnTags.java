package dev.factum.facts.edn;

import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Symbol;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The tags that the reader knows, each followed by a string.
final class EdnTags {

    private static final Set<String> KNOWN = Set.of("inst", "uuid", "bytes", "uri", "float");
    private static final Pattern UUID_FORM =
            Pattern.compile(
                    "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern FLOAT_FORM =
            Pattern.compile("-?[0-9]{1,50}(?:\\.[0-9]{1,60})?(?:[eE][-+]?[0-9]{1,3})?");

    private EdnTags() {}

    /// True if the reader makes something else of `tag` than a [Tagged].
    static boolean isKnown(Symbol tag) {
        return tag.namespace() == null && KNOWN.contains(tag.name());
    }

    /// What `tag` makes of `value`.
    static Object apply(Symbol tag, @Nullable Object value) {
        if (!isKnown(tag)) {
            return new Tagged(tag, value);
        }
        if (!(value instanceof String text)) {
            throw EdnFault.syntax("Expected a string after the tag");
        }
        return switch (tag.name()) {
            case "inst" -> InstantFormat.parse(text);
            case "uuid" -> uuid(text);
            case "bytes" -> bytes(text);
            case "uri" -> uri(text);
            default -> floating(text);
        };
    }

    private static UUID uuid(String text) {
        if (!UUID_FORM.matcher(text).matches()) {
            throw EdnFault.syntax(
                    "Not a UUID: expected 8-4-4-4-12 hexadecimal digits, as in"
                            + " #uuid \"f81d4fae-7dec-11d0-a765-00a0c91e6bf6\"");
        }
        return UUID.fromString(text);
    }

    private static Bytes bytes(String text) {
        try {
            return Bytes.ofHex(text);
        } catch (IllegalArgumentException _) {
            throw EdnFault.syntax(
                    "Not bytes: expected pairs of hexadecimal digits, as in #bytes \"00ff\"");
        }
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException _) {
            throw EdnFault.syntax("Not a URI: expected such as #uri \"https://example.com/a?b=c\"");
        }
    }

    private static Float floating(String text) {
        return switch (text) {
            case "NaN" -> Float.NaN;
            case "Infinity" -> Float.POSITIVE_INFINITY;
            case "-Infinity" -> Float.NEGATIVE_INFINITY;
            default -> finite(text);
        };
    }

    private static Float finite(String text) {
        float number = FLOAT_FORM.matcher(text).matches() ? Float.parseFloat(text) : Float.NaN;
        if (!Float.isFinite(number)) {
            throw notFloat();
        }
        return number;
    }

    private static FactumError notFloat() {
        return EdnFault.syntax(
                "Not a 32-bit float: expected such as #float \"1.5\" or #float \"NaN\"");
    }
}
