package dev.factum.gateway.http.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Paths that stay below their destination, and those that may not.
class RequestPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/payments",
                "/payments/",
                "/payments/p-1?verbose=true&x=%2F..%2F",
                "/a/b;v=1/c@d:e",
                "/caf%C3%A9",
                "/...",
                "/.well-known/x",
                "/q?u=http://elsewhere.example/?"
            })
    void mayBeSent(String path) {
        assertThat(RequestPath.refusal(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "payments",
                "http://127.0.0.1/",
                "https://elsewhere.example/x",
                "//elsewhere.example/x",
                "/x//y",
                "@elsewhere.example/",
                ":80/",
                "\\\\elsewhere\\x",
                "/..",
                "/../x",
                "/x/..",
                "/x/../y",
                "/x/../../y",
                "/./x",
                "/..;/x",
                "/.;a=b/x",
                "/x/..;",
                "/x/.",
                "/%2e%2e/x",
                "/.%2E/x",
                "/..%2fx",
                "/x%2F..%2F..",
                "/..%5cx",
                "/..\\x",
                "/x y",
                "/x\ty",
                "/x\r\nHost: elsewhere.example",
                "/x%0d%0aHost:%20elsewhere.example",
                "/x%00",
                "/x%7f",
                "/x?q=%0d%0a",
                "/x?q=\r\n",
                "/x#fragment",
                "/x%",
                "/x%2",
                "/x%zz",
                "/é",
                "/\u2025/x",
                "/x\u0000",
                "/<x>",
                "/x?a|b",
                "/x?a[0]=b"
            })
    void mayNotBeSent(String path) {
        assertThat(RequestPath.refusal(path)).isPresent();
    }

    /// Whatever is let through stays below the base, for one who reads it as it is and for one who
    /// decodes it first.
    @Test
    void noPathThatMayBeSentLeadsOut() {
        String[] pieces = {
            "/", "/", ".", "..", "%2e", "%2E", "%2f", "%5c", "\\", "%25", "2e", "a", "?", "#", "@",
            ":", ";", "%00", "%0a", " ", "//", "%", "é"
        };
        Seeds.each(
                20_000,
                random -> {
                    var path = new StringBuilder("/");
                    for (int left = random.nextInt(8); left > 0; left--) {
                        path.append(pieces[random.nextInt(pieces.length)]);
                    }
                    if (RequestPath.refusal(path.toString()).isEmpty()) {
                        URI sent = URI.create("https://partner.example/v1" + path);
                        assertThat(sent.getHost()).isEqualTo("partner.example");
                        assertThat(sent.normalize().getRawPath()).startsWith("/v1/");
                        assertThat(Path.of(sent.getPath()).normalize())
                                .startsWithRaw(Path.of("/v1"));
                        assertThat(sent.getRawFragment()).isNull();
                    }
                });
    }

    @Test
    void aVeryLongPathIsRefusedAndALongOneIsRead() {
        assertThat(RequestPath.refusal("/" + "a%20".repeat(2_000))).isEmpty();
        assertThat(RequestPath.refusal("/" + "a".repeat(9_000))).isPresent();
    }

    @Test
    void belowMeansBelowASlash() {
        assertThat(RequestPath.isBelow("/payments/1?x", "/payments")).isTrue();
        assertThat(RequestPath.isBelow("/payments?x", "/payments")).isTrue();
        assertThat(RequestPath.isBelow("/payments-of-others", "/payments")).isFalse();
        assertThat(RequestPath.isBelow("/anything", "/")).isTrue();
    }
}
