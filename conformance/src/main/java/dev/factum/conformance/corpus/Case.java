package dev.factum.conformance.corpus;

import dev.factum.facts.value.Keyword;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One case of the corpus: a setup and checks, each with the recorded answer.
///
/// @param world the shared setup that comes first, or null
/// @param form the case as it is written
/// @param answers the recorded answers, one per check
public record Case(
        Keyword id,
        String area,
        @Nullable Map<?, ?> world,
        Map<?, ?> form,
        List<Map<?, ?>> answers) {

    private static final Keyword CHECKS = Keyword.of("checks");
    private static final Keyword FOLD_EVERY = Keyword.of("fold-every");
    private static final Keyword QUIRK = Keyword.of("quirk");
    private static final Keyword REQUIRES = Keyword.of("requires");

    /// The checks; a case without `:checks` is its own only check.
    public List<?> checks() {
        return form.get(CHECKS) instanceof List<?> checks ? checks : List.of(form);
    }

    /// After how many transactions what is new is folded into segments; 0 leaves it as it is.
    long foldEvery() {
        return form.get(FOLD_EVERY) instanceof Long many ? many : 0;
    }

    /// What kind of case it is: `plain`, `quirk`, or what it requires.
    String kind() {
        if (form.containsKey(QUIRK)) {
            return "quirk";
        }
        return form.get(REQUIRES) instanceof java.util.Collection<?> needs
                ? "requires "
                        + String.join(" ", needs.stream().map(Object::toString).sorted().toList())
                : "plain";
    }
}
