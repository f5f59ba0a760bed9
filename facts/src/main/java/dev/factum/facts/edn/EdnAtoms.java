package dev.factum.facts.edn;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;

/// Prints what is neither a collection nor nil.
final class EdnAtoms {

    private EdnAtoms() {}

    /// Writes the text of `atom`; a long string is cut once `out` is longer than `limit`.
    static void print(Object atom, StringBuilder out, int limit) {
        switch (atom) {
            case String string -> EdnStrings.print(string, out, limit);
            case Character character -> EdnCharacters.print(character, out);
            case Boolean _ -> out.append(atom);
            case Number number -> out.append(number(number));
            case Keyword keyword -> out.append(name(keyword, EdnNames.isReadable(keyword)));
            case Symbol symbol -> out.append(name(symbol, EdnNames.isReadable(symbol)));
            case Instant instant -> out.append(tagged("inst", InstantFormat.print(instant)));
            case UUID _ -> out.append(tagged("uuid", atom));
            case URI _ -> out.append(tagged("uri", atom));
            case Bytes bytes -> out.append(tagged("bytes", bytes.toHex()));
            default -> throw unprintable("EDN has no form for this class", atom);
        }
    }

    /// Refuses tags that would not read back as a [Tagged].
    static void checkTag(Symbol tag) {
        if (EdnTags.isKnown(tag) || !EdnNames.isReadableTag(tag)) {
            throw unprintable("This tag would not read back as it is", tag).with("tag", tag);
        }
    }

    private static String number(Number number) {
        return switch (number) {
            case Long _, Integer _, Short _, Byte _ -> number.toString();
            case Double d when d.isNaN() -> "##NaN";
            case Double d when d.isInfinite() -> d > 0 ? "##Inf" : "##-Inf";
            case Double d -> d.toString();
            case Float f -> tagged("float", f);
            case BigInteger integer -> integer + "N";
            case BigDecimal decimal -> decimal + "M";
            default -> throw unprintable("EDN has no form for this class", number);
        };
    }

    private static String name(Object name, boolean readable) {
        if (!readable) {
            throw unprintable("This name would not read back as it is", name).with("name", name);
        }
        return name.toString();
    }

    private static String tagged(String tag, Object text) {
        return "#" + tag + " \"" + text + "\"";
    }

    private static FactumError unprintable(String text, Object form) {
        return FactumError.of(DbErrorCode.EDN_UNPRINTABLE, text)
                .with("class", form.getClass().getName());
    }
}
