package dev.factum.facts.tx;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Invariant;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.value.Keyword;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// Step 8b: invariants hold on the database after, whoever wrote the transaction.
final class InvariantCheck {

    private InvariantCheck() {}

    static void check(Database after, Collection<Datom> datoms) {
        for (Invariant invariant : after.functions().invariants()) {
            Set<Long> touched = touched(after, invariant, datoms);
            if (!touched.isEmpty()) {
                check(after, invariant, touched);
            }
        }
    }

    private static void check(Database after, Invariant invariant, Set<Long> touched) {
        Optional<String> violation;
        try {
            violation = invariant.check().violation(after, touched);
        } catch (FactumError refused) {
            throw refused.with("invariant", invariant.name());
        } catch (RuntimeException failed) {
            throw FactumError.of(DbErrorCode.INVARIANT, "An invariant failed to run", failed)
                    .with("invariant", invariant.name());
        }
        if (violation.isPresent()) {
            throw FactumError.of(DbErrorCode.INVARIANT, "An invariant would be broken")
                    .with("invariant", invariant.name())
                    .with("reason", violation.get());
        }
    }

    private static Set<Long> touched(
            Database after, Invariant invariant, Collection<Datom> datoms) {
        Set<Long> attributes = new HashSet<>();
        for (Keyword name : invariant.attributes()) {
            AttributeDefinition attribute = after.schema().attribute(name);
            if (attribute != null) {
                attributes.add(attribute.id());
            }
        }
        Set<Long> entities = new LinkedHashSet<>();
        for (Datom datom : datoms) {
            if (attributes.contains(datom.a())) {
                entities.add(datom.e());
            }
        }
        return entities;
    }
}
