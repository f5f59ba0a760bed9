package dev.factum.facts.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.error.FactumError;
import org.junit.jupiter.api.Test;

class NamesTest {

    @Test
    void keywordsReadWithAndWithoutColon() {
        assertThat(Keyword.of(":card/status")).isEqualTo(new Keyword("card", "status"));
        assertThat(Keyword.of("card/status")).isEqualTo(Keyword.of("card", "status"));
        assertThat(Keyword.of(":status")).isEqualTo(new Keyword(null, "status"));
        assertThat(Keyword.of("card/status")).hasToString(":card/status");
        assertThat(Keyword.of("status")).hasToString(":status");
        assertThat(Keyword.of("/")).isEqualTo(new Keyword(null, "/"));
    }

    @Test
    void keywordsKnowTheirNamespace() {
        assertThat(Keyword.of("card/status").isIn("card")).isTrue();
        assertThat(Keyword.of("card/status").isIn("status")).isFalse();
        assertThat(Keyword.of("status").isIn("card")).isFalse();
    }

    @Test
    void symbolsMayBeTheSlashItself() {
        assertThat(Symbol.of("/")).isEqualTo(new Symbol(null, "/"));
        assertThat(Symbol.of("clojure.core//")).isEqualTo(new Symbol("clojure.core", "/"));
        assertThat(Symbol.of("?offer")).hasToString("?offer");
        assertThat(Symbol.of("a/b")).hasToString("a/b");
    }

    @Test
    void namesAreNotEmpty() {
        assertThatThrownBy(() -> new Keyword("a", "")).isInstanceOf(FactumError.class);
        assertThatThrownBy(() -> new Symbol(null, "")).isInstanceOf(IllegalArgumentException.class);
    }
}
