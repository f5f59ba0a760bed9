package dev.factum.gateway.kafka;

import dev.factum.facts.edn.Edn;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Payloads as JSON (RFC 8259): numbers and truth as they are, everything else that is not a
/// collection as text, as `package-info` lists it. Belongs to one document.
final class JsonWriter {

    private final StringBuilder out = new StringBuilder();

    private JsonWriter() {}

    static String write(Map<Keyword, Object> payload) {
        var writer = new JsonWriter();
        writer.object(payload);
        return writer.out.toString();
    }

    private void value(@Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case Boolean truth -> out.append(truth);
            case Double number -> floating(number, Double.isFinite(number));
            case Float number -> floating(number, Float.isFinite(number));
            case BigDecimal number -> string(number.toString());
            case BigInteger number -> string(number.toString());
            case Number number -> out.append(number);
            case Keyword keyword -> string(name(keyword));
            case Bytes bytes -> string(Base64.getEncoder().encodeToString(bytes.toArray()));
            case Map<?, ?> map -> object(map);
            case Collection<?> elements -> array(elements);
            default -> string(value.toString());
        }
    }

    /// What JSON has no number for is text.
    private void floating(Number number, boolean isFinite) {
        if (isFinite) {
            out.append(number);
        } else {
            string(number.toString());
        }
    }

    private void object(Map<?, ?> map) {
        out.append('{');
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            string(key(entry.getKey()));
            out.append(':');
            value(entry.getValue());
            out.append(entries.hasNext() ? "," : "");
        }
        out.append('}');
    }

    private static String key(@Nullable Object key) {
        return switch (key) {
            case Keyword keyword -> name(keyword);
            case String text -> text;
            case null, default -> Edn.print(key);
        };
    }

    private static String name(Keyword keyword) {
        return keyword.namespace() == null
                ? keyword.name()
                : keyword.namespace() + "/" + keyword.name();
    }

    private void array(Collection<?> elements) {
        out.append('[');
        Iterator<?> each = elements.iterator();
        while (each.hasNext()) {
            value(each.next());
            out.append(each.hasNext() ? "," : "");
        }
        out.append(']');
    }

    private void string(String text) {
        out.append('"');
        for (int index = 0; index < text.length(); index++) {
            character(text.charAt(index));
        }
        out.append('"');
    }

    /// Surrogates are escaped, so that half a pair survives too.
    private void character(char character) {
        if (character == '"' || character == '\\') {
            out.append('\\').append(character);
        } else if (character == '\n') {
            out.append("\\n");
        } else if (character < ' ' || Character.isSurrogate(character)) {
            out.append("\\u").append(HexFormat.of().toHexDigits(character));
        } else {
            out.append(character);
        }
    }
}
