package dev.factum.facts.edn;

import dev.factum.facts.error.FactumError;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tokens that are numbers.
///
/// Digits and exponents are limited before anything is converted, because big numbers cost more
/// than linear time to convert and a short exponent can stand for a number that fills the memory.
final class EdnNumbers {

    private static final Pattern NUMBER =
            Pattern.compile(
                    "[-+]?(?:0|[1-9][0-9]*)(?:(?<big>N)"
                            + "|(?<fraction>\\.[0-9]*)?(?:[eE](?<exponent>[-+]?[0-9]+))?(?<exact>M)?)");
    private static final int LONGEST_EXPONENT = 9;
    private static final int DIGITS_OF_EVERY_LONG = 18;

    private EdnNumbers() {}

    /// True if `token` starts as only numbers do: with a digit, perhaps after a sign.
    static boolean isNumber(String token) {
        int first = token.charAt(0) == '-' || token.charAt(0) == '+' ? 1 : 0;
        return first < token.length() && isDigit(token.charAt(first));
    }

    /// The number that `token` stands for.
    static Number read(String token, EdnLimits limits) {
        if (isPlain(token)) {
            return Long.parseLong(token);
        }
        if (significantDigits(token) > limits.numberDigits()) {
            throw digitsExceeded(limits);
        }
        Matcher matcher = NUMBER.matcher(token);
        if (!matcher.matches()) {
            throw EdnFault.syntax(whyNot(token));
        }
        if (matcher.group("big") != null) {
            return new BigInteger(token.substring(0, token.length() - 1));
        }
        checkExponent(matcher.group("exponent"), limits);
        if (matcher.group("exact") != null) {
            return decimal(token.substring(0, token.length() - 1), limits);
        }
        boolean floating = matcher.group("fraction") != null || matcher.group("exponent") != null;
        return floating ? floating(token) : integer(token);
    }

    /// True for the common case: a whole number without plus or suffix that surely fits a long.
    private static boolean isPlain(String token) {
        int length = token.length();
        int first = token.charAt(0) == '-' ? 1 : 0;
        if (length > DIGITS_OF_EVERY_LONG || (token.charAt(first) == '0' && length > first + 1)) {
            return false;
        }
        for (int index = first; index < length; index++) {
            if (!isDigit(token.charAt(index))) {
                return false;
            }
        }
        return true;
    }

    private static Number integer(String token) {
        var integer = new BigInteger(token);
        return integer.bitLength() < Long.SIZE ? (Number) integer.longValue() : integer;
    }

    private static Double floating(String token) {
        double number = Double.parseDouble(token);
        if (Double.isInfinite(number)) {
            throw EdnFault.syntax("Too large for a double: write M after it for a decimal");
        }
        return number;
    }

    private static BigDecimal decimal(String digits, EdnLimits limits) {
        var decimal = new BigDecimal(digits);
        long powerOfTen = (long) decimal.precision() - decimal.scale() - 1;
        if (Math.abs(powerOfTen) > limits.numberDigits()) {
            throw digitsExceeded(limits);
        }
        return decimal;
    }

    private static void checkExponent(@Nullable String exponent, EdnLimits limits) {
        if (exponent != null && exponent.length() > LONGEST_EXPONENT) {
            throw digitsExceeded(limits);
        }
    }

    /// The digits before the exponent, leading zeros left out.
    private static int significantDigits(String token) {
        int count = 0;
        for (int index = 0; index < token.length(); index++) {
            char character = token.charAt(index);
            if (character == 'e' || character == 'E') {
                return count;
            }
            boolean counts = count > 0 || character != '0';
            count += isDigit(character) && counts ? 1 : 0;
        }
        return count;
    }

    private static FactumError digitsExceeded(EdnLimits limits) {
        return EdnFault.limit(
                "A number has too many digits or too large a power of ten",
                "numberDigits",
                limits.numberDigits());
    }

    private static String whyNot(String token) {
        if (token.indexOf('/') >= 0) {
            return "EDN has no ratios: write a decimal such as 0.5M";
        }
        char first = token.charAt(token.charAt(0) == '-' || token.charAt(0) == '+' ? 1 : 0);
        boolean padded = first == '0' && token.chars().skip(1).anyMatch(Character::isLetterOrDigit);
        return padded
                ? "A number is decimal and has no leading zeros"
                : "Not a number: expected such as 42, 42N, 4.2, 4.2e1 or 4.2M";
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
