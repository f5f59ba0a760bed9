package dev.factum.facts.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BytesTest {

    @Test
    void areEqualByContent() {
        assertThat(Bytes.ofHex("00ff")).isEqualTo(Bytes.of((byte) 0, (byte) -1));
        assertThat(Bytes.ofHex("00ff")).hasSameHashCodeAs(Bytes.of((byte) 0, (byte) -1));
        assertThat(Bytes.ofHex("00ff")).isNotEqualTo(Bytes.ofHex("00"));
        assertThat(Bytes.ofHex("00FF").toHex()).isEqualTo("00ff");
        assertThat(Bytes.ofHex("00ff").length()).isEqualTo(2);
        assertThat(Bytes.ofHex("00ff")).hasToString("#bytes \"00ff\"");
    }

    @Test
    void cannotBeChangedFromOutside() {
        byte[] content = {1, 2};
        Bytes bytes = Bytes.of(content);
        content[0] = 9;
        bytes.toArray()[1] = 9;
        assertThat(bytes.toArray()).containsExactly(1, 2);
    }
}
