package dev.factum.gateway.kafka;

import dev.factum.facts.error.FactumError;
import dev.factum.machine.MachineErrorCode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads one JSON text (RFC 8259), strictly and within limits; what is wrong is refused as
/// `:factum.machine/undecodable`. Belongs to one text.
///
/// Names of objects become keywords where they can be ([JsonNames]). A whole number becomes a long
/// or a big integer; any other number a double if that says the same, and a decimal otherwise.
final class JsonReader {

    private static final int DEEPEST = 256;
    private static final int MOST_DIGITS = 1_000;
    private static final int LARGEST_SCALE = 10_000;

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /// The value that the text says: null, a boolean, number, string, list or map.
    static @Nullable Object read(String text) {
        var reader = new JsonReader(text);
        Object value = reader.value(0);
        reader.space();
        if (reader.at < text.length()) {
            throw reader.refused("The JSON text goes on after its end");
        }
        return value;
    }

    private @Nullable Object value(int depth) {
        space();
        if (depth > DEEPEST) {
            throw refused("The JSON text is nested too deeply");
        }
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<Object, @Nullable Object> object(int depth) {
        var map = new LinkedHashMap<Object, @Nullable Object>();
        at++;
        space();
        if (skip('}')) {
            return map;
        }
        do {
            space();
            Object name = JsonNames.of(string());
            space();
            require(':');
            map.put(name, value(depth + 1));
            space();
        } while (skip(','));
        require('}');
        return map;
    }

    private Object array(int depth) {
        var elements = new ArrayList<@Nullable Object>();
        at++;
        space();
        if (skip(']')) {
            return elements;
        }
        do {
            elements.add(value(depth + 1));
            space();
        } while (skip(','));
        require(']');
        return elements;
    }

    private String string() {
        require('"');
        var read = new StringBuilder();
        while (peek() != '"') {
            char character = text.charAt(at++);
            if (character < ' ') {
                throw refused("A control character in a JSON string");
            }
            read.append(character == '\\' ? escaped() : character);
        }
        at++;
        return read.toString();
    }

    private char escaped() {
        char kind = peek();
        at++;
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex();
            default -> throw refused("No such escape in JSON");
        };
    }

    private char hex() {
        int code = 0;
        for (int digit = 0; digit < 4; digit++) {
            int value = Character.digit(peek(), 16);
            if (value < 0 || peek() > 'f') {
                throw refused("An escape has four hexadecimal digits");
            }
            code = code << 4 | value;
            at++;
        }
        return (char) code;
    }

    private @Nullable Object word(String word, @Nullable Object meaning) {
        if (!text.startsWith(word, at)) {
            throw refused("This is not JSON");
        }
        at += word.length();
        return meaning;
    }

    private Object number() {
        int start = at;
        skip('-');
        boolean leadingZero = peekOrEnd() == '0';
        int whole = digits();
        boolean isWhole = true;
        if (whole == 0 || (leadingZero && whole > 1)) {
            throw refused("This is not JSON");
        }
        if (skip('.')) {
            isWhole = false;
            requireDigits();
        }
        if (skip('e') || skip('E')) {
            isWhole = false;
            at += peekOrEnd() == '+' || peekOrEnd() == '-' ? 1 : 0;
            requireDigits();
        }
        return valueOf(text.substring(start, at), isWhole);
    }

    private int digits() {
        int start = at;
        while (peekOrEnd() >= '0' && peekOrEnd() <= '9') {
            at++;
        }
        return at - start;
    }

    private void requireDigits() {
        if (digits() == 0) {
            throw refused("A number needs digits here");
        }
    }

    private Object valueOf(String number, boolean isWhole) {
        if (number.length() > MOST_DIGITS) {
            throw refused("A number has too many digits");
        }
        if (isWhole) {
            var value = new BigInteger(number);
            return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
        }
        BigDecimal exact = exact(number);
        double close = Double.parseDouble(number);
        boolean isSame =
                Double.isFinite(close)
                        && new BigDecimal(Double.toString(close)).compareTo(exact) == 0;
        return isSame ? (Object) close : exact;
    }

    private BigDecimal exact(String number) {
        try {
            var exact = new BigDecimal(number);
            if (Math.abs((long) exact.scale()) <= LARGEST_SCALE) {
                return exact;
            }
        } catch (NumberFormatException _) {
            throw refused("A number has too large a power of ten");
        }
        throw refused("A number has too large a power of ten");
    }

    // ---- characters

    private char peek() {
        if (at >= text.length()) {
            throw refused("The JSON text ends too early");
        }
        return text.charAt(at);
    }

    private char peekOrEnd() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean skip(char expected) {
        boolean found = peekOrEnd() == expected && at < text.length();
        at += found ? 1 : 0;
        return found;
    }

    private void require(char expected) {
        if (peek() != expected) {
            throw refused("This is not JSON");
        }
        at++;
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private FactumError refused(String what) {
        return FactumError.of(MachineErrorCode.UNDECODABLE, what).with("at", at);
    }
}
