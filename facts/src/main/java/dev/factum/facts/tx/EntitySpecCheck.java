package dev.factum.facts.tx;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Step 8a: entities for which the transaction says `:db/ensure` meet their spec on the database
/// after.
final class EntitySpecCheck {

    private EntitySpecCheck() {}

    /// @param spec the entity with `:db.entity/attrs` and `:db.entity/preds`, read in the database
    ///   before
    static void check(Database before, Database after, long entity, long spec, Source source) {
        List<Keyword> missing = new ArrayList<>();
        for (Object name : values(before, spec, Builtin.ENTITY_ATTRS)) {
            AttributeDefinition attribute = after.schema().attribute((Keyword) name);
            if (attribute == null
                    || after.first(IndexOrder.EAVT, Prefix.entityAttribute(entity, attribute.id()))
                            == null) {
                missing.add((Keyword) name);
            }
        }
        if (!missing.isEmpty()) {
            throw source.error(DbErrorCode.ENTITY_ATTR, "An entity lacks attributes of its spec")
                    .with("entity", after.schema().label(entity))
                    .with("missing", missing)
                    .with("spec", before.schema().label(spec));
        }
        for (Object name : values(before, spec, Builtin.ENTITY_PREDS)) {
            Object answer = answer(after, entity, (Symbol) name, source);
            if (!Boolean.TRUE.equals(answer)) {
                throw source.error(DbErrorCode.ENTITY_PRED, "An entity was refused by its spec")
                        .with("entity", after.schema().label(entity))
                        .with("predicate", name)
                        .with("spec", before.schema().label(spec))
                        .with("answer", answer == null ? "nil" : answer);
            }
        }
    }

    private static @Nullable Object answer(
            Database after, long entity, Symbol name, Source source) {
        Functions.EntityPredicate predicate = after.functions().entityPredicate(name);
        if (predicate == null) {
            return "no predicate of this name is registered";
        }
        try {
            return predicate.test(after, entity);
        } catch (FactumError refused) {
            throw refused.with("predicate", name);
        } catch (RuntimeException failed) {
            throw FactumError.of(DbErrorCode.ENTITY_PRED, "An entity predicate failed", failed)
                    .with("predicate", name)
                    .form(source.form())
                    .path(source.path());
        }
    }

    private static List<Object> values(Database database, long entity, long attribute) {
        List<Object> values = new ArrayList<>();
        Iterator<Datom> facts =
                database.scan(IndexOrder.EAVT, Prefix.entityAttribute(entity, attribute));
        facts.forEachRemaining(fact -> values.add(fact.v()));
        return values;
    }
}
