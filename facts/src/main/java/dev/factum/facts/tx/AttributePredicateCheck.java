package dev.factum.facts.tx;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Symbol;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Step 7b: every stated fact passes the predicates of its attribute, even if it already holds.
final class AttributePredicateCheck {

    private AttributePredicateCheck() {}

    static void check(Database before, Collection<Fact> stated) {
        for (Fact fact : stated) {
            for (Symbol name : fact.attribute().predicates()) {
                Object answer = answer(before.functions(), name, fact);
                if (!Boolean.TRUE.equals(answer)) {
                    throw failed(name, fact).with("answer", answer == null ? "nil" : answer);
                }
            }
        }
    }

    private static @Nullable Object answer(Functions functions, Symbol name, Fact fact) {
        Functions.QueryFunction predicate = functions.attributePredicate(name);
        if (predicate == null) {
            throw failed(name, fact).with("reason", "no predicate of this name is registered");
        }
        try {
            return predicate.apply(List.of(fact.value()));
        } catch (RuntimeException thrown) {
            throw FactumError.of(DbErrorCode.ATTR_PRED, "An attribute predicate failed", thrown)
                    .with("attribute", fact.attribute().label())
                    .with("predicate", name)
                    .with("value", fact.value())
                    .form(fact.source().form())
                    .path(fact.source().path());
        }
    }

    private static FactumError failed(Symbol name, Fact fact) {
        return fact.source()
                .error(DbErrorCode.ATTR_PRED, "A value was refused by an attribute predicate")
                .with("attribute", fact.attribute().label())
                .with("predicate", name)
                .with("value", fact.value());
    }
}
