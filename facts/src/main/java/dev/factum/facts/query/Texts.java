package dev.factum.facts.query;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Functions of texts and names.
final class Texts {

    private Texts() {}

    static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw FactumError.of(DbErrorCode.QUERY_FN_FAILED, "This is not a text")
                .with("given", value);
    }

    static Object join(List<? extends @Nullable Object> parts) {
        var joined = new StringBuilder();
        for (Object part : parts) {
            if (part != null) {
                joined.append(part);
                Sizes.characters(joined.length());
            }
        }
        return joined.toString();
    }

    static Object part(List<? extends @Nullable Object> arguments) {
        String text = text(arguments.get(0));
        int start = Sequences.index(arguments.get(1));
        int end = arguments.size() == 3 ? Sequences.index(arguments.get(2)) : text.length();
        return text.substring(start, end);
    }

    static Object upperCase(List<? extends @Nullable Object> arguments) {
        return text(arguments.getFirst()).toUpperCase(Locale.ROOT);
    }

    static Object lowerCase(List<? extends @Nullable Object> arguments) {
        return text(arguments.getFirst()).toLowerCase(Locale.ROOT);
    }

    static Object name(@Nullable Object named) {
        return switch (named) {
            case Keyword keyword -> keyword.name();
            case Symbol symbol -> symbol.name();
            case null, default -> text(named);
        };
    }

    static @Nullable Object namespace(@Nullable Object named) {
        return switch (named) {
            case Keyword keyword -> keyword.namespace();
            case Symbol symbol -> symbol.namespace();
            case null, default ->
                    throw FactumError.of(DbErrorCode.QUERY_FN_FAILED, "Only names have a namespace")
                            .with("given", named);
        };
    }

    static Object keyword(List<? extends @Nullable Object> arguments) {
        if (arguments.size() == 2) {
            return Keyword.of(text(arguments.get(0)), text(arguments.get(1)));
        }
        return arguments.getFirst() instanceof Keyword keyword
                ? keyword
                : Keyword.of(text(arguments.getFirst()));
    }
}
