package dev.factum.machine.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.connection.StandardEngine;
import dev.factum.facts.database.Functions;
import dev.factum.facts.database.TxReport;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.value.Keyword;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Parts of a payload that are known only after the commit.
class RenderedTest {

    private static final Attribute<String> NAME = Attribute.string("t/name").identity();
    private static final Attribute<Long> FRIEND = Attribute.ref("t/friend");
    private static final Keyword PART = Keyword.of("part");

    private final TxReport report =
            StandardEngine.emptyDatabase(Functions.none())
                    .with(List.of(NAME.declaration(), FRIEND.declaration()))
                    .dbAfter()
                    .with(
                            List.of(
                                    Map.of(
                                            Keyword.of("db/id"),
                                            "a",
                                            NAME.ident(),
                                            "ann",
                                            FRIEND.ident(),
                                            "b"),
                                    Map.of(Keyword.of("db/id"), "b", NAME.ident(), "bob")));

    private Object rendered(Object value) {
        Map<Keyword, Object> payload = Payload.checked(Map.of(PART, value));
        return Rendered.render(payload, report).getOrDefault(PART, "nothing");
    }

    @Test
    void aPullIsMadeOnTheDatabaseAfterAndHasNoEntityIds() {
        assertThat(rendered(Rendered.pull("[:t/name {:t/friend [*]}]", NAME.is("ann"))))
                .isEqualTo(
                        Map.of(NAME.ident(), "ann", FRIEND.ident(), Map.of(NAME.ident(), "bob")));
    }

    @Test
    void aTempidNamesWhatTheTransactionMade() {
        assertThat(rendered(Rendered.pull("[:t/name]", "b")))
                .isEqualTo(Map.of(NAME.ident(), "bob"));
    }

    @Test
    void aQueryMayHaveInputs() {
        assertThat(
                        rendered(
                                Rendered.query(
                                        "[:find ?f . :in $ ?n :where [?e :t/name ?n]"
                                                + " [?e :t/friend ?x] [?x :t/name ?f]]",
                                        "ann")))
                .isEqualTo("bob");
        assertThat(rendered(Rendered.query("[:find ?n . :where [?e :t/friend ?n] [?n :t/name 1]]")))
                .isEqualTo("nothing");
    }

    @Test
    void openPartsMayLieDeep() {
        Rendered name = Rendered.query("[:find ?n . :where [?e :t/friend _] [?e :t/name ?n]]");
        assertThat(rendered(List.of(1L, Map.of("n", name))))
                .isEqualTo(List.of(1L, Map.of("n", "ann")));
        assertThat(rendered(Set.of(name))).isEqualTo(Set.of("ann"));
        assertThat(Rendered.isOpen(List.of(Map.of("n", name)))).isTrue();
        assertThat(Rendered.isOpen(List.of(Map.of("n", 1L)))).isFalse();
    }
}
