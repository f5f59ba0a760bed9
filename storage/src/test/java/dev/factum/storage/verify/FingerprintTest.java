package dev.factum.storage.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.datom.Datom;
import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static Fingerprint of(Object... values) {
        var fingerprint = new Fingerprint();
        for (Object value : values) {
            fingerprint.add(new Datom(1, 2, value, 3, true));
        }
        return fingerprint;
    }

    @Test
    void theOrderDoesNotCount() {
        assertThat(of("a", 1L).matches(of(1L, "a"))).isTrue();
    }

    @Test
    void otherValuesAreTold() {
        assertThat("Aa").hasSameHashCodeAs("BB");
        assertThat(of("Aa").matches(of("BB"))).isFalse();
        assertThat(of(List.of("Aa")).matches(of(List.of("BB")))).isFalse();
        assertThat(of(1.0).matches(of(1.0f))).isFalse();
        assertThat(of("a").matches(of("a", "a"))).isFalse();
    }
}
