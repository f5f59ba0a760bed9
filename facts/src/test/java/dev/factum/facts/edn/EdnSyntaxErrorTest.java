package dev.factum.facts.edn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdnSyntaxErrorTest {

    /// Columns: place, text (`↵` stands for a new line), token, and a part of the message.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            textBlock =
                    """
                    1:1 | )                 | )                 | Expected a form
                    1:3 | 1 ]               | ]                 | Expected a form
                    1:1 | [                 | [                 | A collection is not closed
                    1:8 | [1 (2 3]          | ]                 | Expected another closing bracket
                    2:7 | (↵ #{1 2)         | )                 | Expected another closing bracket
                    2:3 | [1↵  {:a          | {:a               | A collection is not closed
                    1:2 | {:a}              | :a                | A map has a key without a value
                    2:2 | {:a 1↵ :a 2}      | :a                | A map has the same key twice
                    2:2 | #:p{:a 1↵ :p/a 2} | :p/a              | A map has the same key twice
                    1:9 | #{[1] 2 (1)}      | (1)               | A set has the same element twice
                    1:1 | 'x                | 'x                | Quotes are not EDN
                    1:2 | [@x]              | @                 | Dereferencing is not EDN
                    1:1 | ^:a b             | ^                 | Metadata is not EDN
                    1:2 | a^b               | ^                 | Metadata is not EDN
                    1:1 | `x                | `                 | Syntax quotes are not EDN
                    1:1 | ~x                | ~                 | Syntax quotes are not EDN
                    1:1 | #=(+ 1 2)         | #=                | Evaluation while reading is not EDN
                    1:1 | #"a.*"            | #"                | Regular expressions are not EDN
                    1:1 | #'x               | #'                | Var quotes are not EDN
                    1:1 | #(inc %)          | #(                | Function literals are not EDN
                    1:1 | #^a b             | #^                | Metadata is not EDN
                    1:1 | #?(:clj 1)        | #?                | Reader conditionals are not EDN
                    1:1 | #1                | #1                | a tag starts with a letter
                    1:1 | #                 | #                 | a tag starts with a letter
                    1:1 | #a/b/c 1          | #a/b/c            | at most one slash
                    1:1 | #foo              | #foo              | Expected a form after the tag
                    1:2 | [#foo]            | #foo              | Expected a form after the tag
                    1:4 | [1 #_]            | #_                | Expected a form to discard
                    1:1 | #_                | #_                | Expected a form to discard
                    1:1 | 1/2               | 1/2               | EDN has no ratios
                    1:1 | 007               | 007               | no leading zeros
                    1:1 | -01.5             | -01.5             | no leading zeros
                    1:1 | 0x1F              | 0x1F              | A number is decimal
                    1:1 | 1a                | 1a                | Not a number
                    1:1 | 1.5N              | 1.5N              | Not a number
                    1:1 | +1e               | +1e               | Not a number
                    1:1 | 1e400             | 1e400             | Too large for a double
                    1:1 | .5                | .5                | write 0 before the point
                    1:1 | :                 | :                 | A keyword needs a name
                    1:1 | ::a               | ::a               | A keyword starts with one colon
                    1:1 | :a/               | :a/               | a namespace before it and a name after it
                    1:1 | /a                | /a                | a namespace before it and a name after it
                    1:1 | a/b/c             | a/b/c             | at most one slash
                    1:2 | {a: 1}            | a:                | cannot end with a colon
                    1:1 | #:p 5             | #:p               | Expected a map after its namespace
                    1:1 | #:p/q{}           | #:p/q             | The namespace of a map has no slash
                    1:1 | #::p{}            | #::p              | A keyword starts with one colon
                    1:1 | ##Foo             | ##Foo             | Expected ##Inf, ##-Inf or ##NaN
                    1:1 | "abc              | "abc              | A string is not closed
                    2:2 | ["a↵b\\q"]        | \\q               | Unknown escape in a string
                    1:2 | "\\u12"           | \\u12             | Unknown escape in a string
                    1:2 | "\\400"           | \\400             | Unknown escape in a string
                    1:3 | "a\\              | \\                | Unknown escape in a string
                    1:1 | \\foo             | \\foo             | Not a character
                    1:1 | \\u12             | \\u12             | Not a character
                    1:1 | \\u00é1           | \\u00é1           | Not a character
                    1:1 | \\o400            | \\o400            | Not a character
                    1:2 | [\\ a]            | \\                | a blank is \\space
                    1:1 | #inst 5           | #inst 5           | Expected a string after the tag
                    1:1 | #inst "x"         | #inst "x"         | Not an instant
                    1:1 | #uuid "1-1-1-1-1" | #uuid "1-1-1-1-1" | Not a UUID
                    1:1 | #bytes "0"        | #bytes "0"        | Not bytes
                    1:1 | #bytes "0g"       | #bytes "0g"       | Not bytes
                    1:1 | #uri "a b"        | #uri "a b"        | Not a URI
                    1:1 | #float "1e50"     | #float "1e50"     | Not a 32-bit float
                    1:1 | #float "1f"       | #float "1f"       | Not a 32-bit float
                    """)
    void saysWhereAndWhy(String place, String text, String token, String reason) {
        FactumError error = EdnOutcome.of(text.replace('↵', '\n')).syntaxError();
        assertThat(error.text()).contains(reason);
        assertThat(error.data().get("line") + ":" + error.data().get("column")).isEqualTo(place);
        assertThat(String.valueOf(error.data().get("token")).strip()).isEqualTo(token);
    }

    @Test
    void saysWhatWouldHaveClosedTheCollection() {
        assertThat(EdnOutcome.of("[1 (2").syntaxError().data()).containsEntry("expected", ")");
        assertThat(EdnOutcome.of("\n{:a 1]").syntaxError().data())
                .containsEntry("expected", "}")
                .containsEntry("opened", "2:1");
    }

    @Test
    void wantsExactlyOneForm() {
        assertRefused("", "Expected a form");
        assertRefused(" ; nothing", "Expected a form");
        assertRefused("#_1", "Expected a form");
        assertRefused("1 2", "Expected only one form");
        assertRefused("1 #_2 )", "Expected only one form");
        assertRefused("a\0", "Expected only one form");
        assertRefused("\0", "This character cannot begin a form");
        assertRefused("[\u00A0]", "This character cannot begin a form");
    }

    private static void assertRefused(String text, String reason) {
        assertThatExceptionOfType(FactumError.class)
                .isThrownBy(() -> Edn.read(text))
                .withMessageContaining(reason)
                .matches(error -> error.code() == DbErrorCode.EDN_SYNTAX);
    }

    @Test
    void showsOnlyTheBeginningOfALongToken() {
        FactumError error = EdnOutcome.of("1" + "a".repeat(1000)).syntaxError();
        assertThat(error.data().get("token")).asString().hasSizeLessThan(100).endsWith("...");
    }
}
