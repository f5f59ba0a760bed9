package dev.factum.facts.edn;

import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Tokens that are names: keywords, symbols, and the three words `nil`, `true` and `false`.
final class EdnNames {

    private EdnNames() {}

    /// What `token`, which is not empty, stands for.
    static @Nullable Object read(String token) {
        return switch (token) {
            case "nil" -> null;
            case "true" -> true;
            case "false" -> false;
            default -> token.charAt(0) == ':' ? keyword(token) : symbol(token);
        };
    }

    /// True if `keyword` reads back as itself.
    static boolean isReadable(Keyword keyword) {
        return isPlain(keyword) || readsBack(keyword, EdnNames::read);
    }

    /// True for names as most are, without making a text of them.
    private static boolean isPlain(Keyword keyword) {
        return isPlain(keyword.name())
                && (keyword.namespace() == null || isPlain(keyword.namespace()));
    }

    private static boolean isPlain(String part) {
        for (int index = 0; index < part.length(); index++) {
            char character = part.charAt(index);
            boolean isLetter =
                    (character >= 'a' && character <= 'z')
                            || (character >= 'A' && character <= 'Z');
            boolean isInside = isDigit(character) || character == '-' || character == '.';
            if (!isLetter && (index == 0 || !isInside)) {
                return false;
            }
        }
        return !part.isEmpty();
    }

    /// True if `symbol` reads back as itself.
    static boolean isReadable(Symbol symbol) {
        String token = symbol.toString();
        return !startsOtherwise(token) && readsBack(symbol, EdnNames::read);
    }

    /// True if `tag` reads back as itself behind a `#`.
    static boolean isReadableTag(Symbol tag) {
        return Character.isLetter(tag.toString().charAt(0)) && readsBack(tag, EdnNames::symbol);
    }

    private static boolean readsBack(
            Object name, Function<String, ? extends @Nullable Object> reading) {
        String token = name.toString();
        try {
            return token.chars().allMatch(character -> EdnScanner.isTokenPart((char) character))
                    && name.equals(reading.apply(token));
        } catch (FactumError _) {
            return false;
        }
    }

    private static boolean startsOtherwise(String token) {
        return token.charAt(0) == '#'
                || token.charAt(0) == '\''
                || token.charAt(0) == '\uFEFF'
                || EdnNumbers.isNumber(token);
    }

    private static Keyword keyword(String token) {
        String body = token.substring(1);
        if (body.isEmpty()) {
            throw EdnFault.syntax("A keyword needs a name after its colon");
        }
        if (body.charAt(0) == ':') {
            throw EdnFault.syntax(
                    "A keyword starts with one colon; EDN has no current namespace to put in for ::");
        }
        int slash = slash(body);
        return new Keyword(namespace(body, slash), body.substring(slash + 1));
    }

    /// The symbol that `token` stands for.
    static Symbol symbol(String token) {
        int slash = slash(token);
        if (token.charAt(0) == '.' && token.length() > 1 && isDigit(token.charAt(1))) {
            throw EdnFault.syntax("A number starts with a digit: write 0 before the point");
        }
        return new Symbol(namespace(token, slash), token.substring(slash + 1));
    }

    /// The namespace in the token `:person` of `#:person{:name 1}`.
    static String namespace(String token) {
        Keyword keyword = keyword(token);
        if (keyword.namespace() != null) {
            throw EdnFault.syntax("The namespace of a map has no slash");
        }
        return keyword.name();
    }

    private static @Nullable String namespace(String body, int slash) {
        return slash < 0 ? null : body.substring(0, slash);
    }

    /// The index of the slash between namespace and name, or -1 if there is only a name.
    private static int slash(String body) {
        if (body.endsWith(":")) {
            throw EdnFault.syntax("A name cannot end with a colon; keywords have it in front");
        }
        int slash = body.length() == 1 ? -1 : body.indexOf('/');
        if (slash == 0 || slash == body.length() - 1) {
            throw EdnFault.syntax("A slash needs a namespace before it and a name after it");
        }
        if (slash > 0 && body.indexOf('/', slash + 1) >= 0 && body.length() > slash + 2) {
            throw EdnFault.syntax("A name has at most one slash, between namespace and name");
        }
        return slash;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
