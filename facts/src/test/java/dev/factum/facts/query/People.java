package dev.factum.facts.query;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Fixture;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.error.FactumError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/// Four people who know each other in a circle, and questions about them.
final class People {

    static final Database DATABASE =
            Fixture.transact(
                            Fixture.people(),
                            """
                            [{:db/id "ann" :p/name "Ann" :p/age 31 :p/kind :team/red :p/nick ["a" "annie"]
                              :p/friend "bob" :p/weight 1.50M}
                             {:db/id "bob" :p/name "Bob" :p/age 45 :p/friend "cid" :p/email "bob@x"}
                             {:db/id "cid" :p/name "Cid" :p/age 31 :p/friend ["ann" "dee"]}
                             {:db/id "dee" :p/name "Dee" :p/age 8}
                             [:db/add :team/red :db/doc "the red team"]]
                            """)
                    .dbAfter();

    /// Rules about friends.
    static final String RULES =
            """
            [[(knows ?a ?b) [?a :p/friend ?b]]
             [(knows ?a ?b) [?a :p/friend ?c] (knows ?c ?b)]
             [(older [?limit] ?p) [?p :p/age ?age] [(> ?age ?limit)]]]
            """;

    private People() {}

    /// The answer to a query; the database is the first input.
    static @Nullable Object ask(String query, @Nullable Object... inputs) {
        var all = new ArrayList<@Nullable Object>(List.of(DATABASE));
        all.addAll(Arrays.asList(inputs));
        return Query.parse(query).run(all);
    }

    static @Nullable Object edn(String text) {
        return Edn.read(text);
    }

    static FactumError refusal(String query, @Nullable Object... inputs) {
        FactumError refusal =
                Assertions.catchThrowableOfType(FactumError.class, () -> ask(query, inputs));
        return Assertions.assertThat(refusal).as(query).isNotNull().actual();
    }
}
