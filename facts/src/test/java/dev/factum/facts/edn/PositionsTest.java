package dev.factum.facts.edn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.value.Keyword;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PositionsTest {

    private static final Keyword WHERE = Keyword.of("where");
    private static final String QUERY =
            """
            ; who is it?
            {:find [?e]
             #_ #_ :not :this
             :where [[?e :a 1]
                     (or [?e :b #inst "2020"]
                         #{x y})]
             5 #point [7 8]
             #{k} 9}
            """;

    private final Positioned query = Edn.readWithPositions(QUERY);

    @Test
    void knowTheFormItself() {
        assertThat(query.form()).isEqualTo(Edn.read(QUERY));
        assertThat(of()).hasValue(new Position(2, 1));
    }

    @Test
    void knowEveryPartByItsPath() {
        assertThat(of(Keyword.of("find"))).hasValue(new Position(2, 8));
        assertThat(of(Keyword.of("find"), 0)).hasValue(new Position(2, 9));
        assertThat(of(WHERE)).hasValue(new Position(4, 9));
        assertThat(of(WHERE, 0, 1L)).hasValue(new Position(4, 14));
        assertThat(of(WHERE, 1, 1, 2)).hasValue(new Position(5, 21));
        assertThat(of(WHERE, 1, 2, 1)).hasValue(new Position(6, 18));
        assertThat(of(5)).hasValue(new Position(7, 4));
        assertThat(of(5L, 0, 1)).hasValue(new Position(7, 14));
        assertThat(of(Edn.read("#{k}"))).hasValue(new Position(8, 7));
    }

    @Test
    void knowKeys() {
        assertThat(query.positions().ofKey(List.of(WHERE))).hasValue(new Position(4, 2));
        assertThat(query.positions().ofKey(List.of(5))).hasValue(new Position(7, 2));
        assertThat(query.positions().ofKey(List.of())).isEmpty();
        assertThat(query.positions().ofKey(List.of(WHERE, 0))).isEmpty();
        assertThat(query.positions().ofKey(List.of(Keyword.of("in")))).isEmpty();
    }

    @Test
    void knowNothingOfPartsThatAreNotThere() {
        assertThat(of(Keyword.of("in"))).isEmpty();
        assertThat(of(WHERE, 2)).isEmpty();
        assertThat(of(WHERE, -1)).isEmpty();
        assertThat(of(WHERE, "0")).isEmpty();
        assertThat(of(WHERE, 0, 0, 0)).isEmpty();
        assertThat(of((Object) null)).isEmpty();
    }

    @Test
    void findTheNearestPartThatIsThere() {
        assertThat(query.positions().nearest(List.of(WHERE, 1, 9, 9)))
                .isEqualTo(new Position(5, 10));
        assertThat(query.positions().nearest(List.of(WHERE, 1))).hasToString("5:10");
    }

    @Test
    void agreeWithReadingThePartsOneByOne() {
        var found = new ArrayList<>();
        for (int index = 0; index < 3; index++) {
            found.add(
                    Edn.readWithPositions("[1 nil\n :a]")
                            .positions()
                            .of(List.of(index))
                            .orElseThrow());
        }
        assertThat(found)
                .containsExactly(new Position(1, 2), new Position(1, 4), new Position(2, 2));
    }

    private Optional<Position> of(@Nullable Object... path) {
        return query.positions().of(Arrays.asList(path));
    }
}
