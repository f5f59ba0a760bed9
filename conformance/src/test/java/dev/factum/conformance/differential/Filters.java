package dev.factum.conformance.differential;

import dev.factum.facts.value.Keyword;
import java.util.Collection;
import java.util.Map;

/// Filters as the corpus writes them: `{:attrs #{…} :not-attrs #{…} :txes #{…} :not-txes #{…}}`.
final class Filters {

    private Filters() {}

    /// True if facts of this attribute and transaction are in view.
    static boolean allow(Object filter, Object attribute, Object tx) {
        return ((Map<?, ?>) filter)
                .entrySet().stream()
                        .allMatch(entry -> {
                            String kind = ((Keyword) entry.getKey()).name();
                            Object one = kind.endsWith("attrs") ? attribute : tx;
                            return ((Collection<?>) entry.getValue()).contains(one)
                                    != kind.startsWith("not-");
                        });
    }
}
