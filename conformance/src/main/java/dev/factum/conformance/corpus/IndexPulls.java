package dev.factum.conformance.corpus;

import dev.factum.facts.database.Database;
import dev.factum.facts.pull.IndexPull;
import dev.factum.facts.value.Keyword;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Pulls along an index.
final class IndexPulls {

    private IndexPulls() {}

    static List<@Nullable Object> answer(Map<?, ?> check, Names names, Database db) {
        Map<?, ?> request =
                (Map<?, ?>)
                        Objects.requireNonNull(
                                names.substitute(check.get(Keyword.of("index-pull")), db));
        long limit =
                check.get(Keyword.of("limit")) instanceof Long number ? number : Long.MAX_VALUE;
        IndexPull pull = IndexPull.of(db, request, db.functions()::query);
        List<@Nullable Object> trees = new ArrayList<>();
        while (trees.size() < limit && pull.hasNext()) {
            trees.add(pull.next());
        }
        return trees;
    }
}
