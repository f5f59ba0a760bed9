package dev.factum.facts.edn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstantFormatTest {

    @ParameterizedTest
    @CsvSource({
        "2020, 2020-01-01T00:00:00Z",
        "2020Z, 2020-01-01T00:00:00Z",
        "2020-05, 2020-05-01T00:00:00Z",
        "2020-05-06, 2020-05-06T00:00:00Z",
        "2020-05-06T07, 2020-05-06T07:00:00Z",
        "2020-05-06T07:08, 2020-05-06T07:08:00Z",
        "2020-05-06T07:08:09, 2020-05-06T07:08:09Z",
        "2020-05-06T07:08:09.1, 2020-05-06T07:08:09.1Z",
        "2020-05-06T07:08:09.123456789Z, 2020-05-06T07:08:09.123456789Z",
        "2020-05-06T07:08:09.000-00:00, 2020-05-06T07:08:09Z",
        "2020-05-06T07:08:09.5+02:30, 2020-05-06T04:38:09.5Z",
        "2020-05-06-02:00, 2020-05-06T02:00:00Z",
        "2020+23:59, 2019-12-31T00:01:00Z",
        "2020-02-29, 2020-02-29T00:00:00Z",
        "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999Z, 1969-12-31T23:59:59.999Z",
        "0000, 0000-01-01T00:00:00Z",
        "-0044-03-15, -0044-03-15T00:00:00Z",
        "+2020, 2020-01-01T00:00:00Z",
        "+12345-01-01, +12345-01-01T00:00:00Z",
        "-1000000000, -1000000000-01-01T00:00:00Z"
    })
    void reads(String text, String expected) {
        assertThat(InstantFormat.parse(text)).isEqualTo(Instant.parse(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "20",
                "12345",
                "2020-1",
                "2020-13",
                "2021-02-29",
                "2020-05-06 07:08",
                "2020-05-06T24",
                "2020-05-06T07:60",
                "2020-05-06T07:08:60",
                "2020-05-06T07:08:61",
                "2020-05-06T07:08:09.",
                "2020-05-06T07:08:09.1234567890",
                "2020+24:00",
                "2020+02:60",
                "2020+0200",
                "2020z",
                "-0000",
                "+9999999999",
                "-1000000000+00:01",
                " 2020"
            })
    void refuses(String text) {
        assertThat(EdnOutcome.of("#inst \"" + text + "\"").syntaxError())
                .hasMessageContaining("Not an instant");
    }

    @ParameterizedTest
    @CsvSource({
        "2020-05-06T07:08:09Z, 2020-05-06T07:08:09.000Z",
        "2020-05-06T07:08:09.1Z, 2020-05-06T07:08:09.100Z",
        "2020-05-06T07:08:09.1234Z, 2020-05-06T07:08:09.123400Z",
        "2020-05-06T07:08:09.000000001Z, 2020-05-06T07:08:09.000000001Z",
        "+12345-01-01T00:00:00Z, +12345-01-01T00:00:00.000Z"
    })
    void prints(String instant, String expected) {
        assertThat(InstantFormat.print(Instant.parse(instant))).isEqualTo(expected);
    }

    @Test
    void bringsTheFurthestInstantsBack() {
        for (Instant instant : new Instant[] {Instant.MIN, Instant.EPOCH, Instant.MAX}) {
            assertThat(InstantFormat.parse(InstantFormat.print(instant))).isEqualTo(instant);
        }
    }
}
