package dev.factum.facts.tx;

import dev.factum.facts.database.Database;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.ValueOrder;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// `[:db/cas entity attribute old new]`: asserts `new` if the attribute's present value is `old`
/// (null: none).
final class CompareAndSwap {

    private static final Keyword ADD = Keyword.of("db/add");

    private CompareAndSwap() {}

    static List<?> expand(Database before, List<?> arguments, Source source) {
        if (arguments.size() != 4 || arguments.get(0) == null || arguments.get(1) == null) {
            throw source.error(
                    DbErrorCode.INVALID_CAS,
                    "cas takes an entity, an attribute, the old and the new value");
        }
        Object entity = arguments.get(0);
        AttributeDefinition attribute = before.attributeOrThrow(arguments.get(1));
        Object old = arguments.get(2);
        Object replacement = arguments.get(3);
        if (replacement == null) {
            throw source.error(DbErrorCode.INVALID_CAS, "The new value of a cas cannot be nil");
        }
        if (attribute.many()) {
            throw source.error(
                            DbErrorCode.INVALID_CAS_MANY,
                            "cas needs an attribute of cardinality one")
                    .with("attribute", attribute.label());
        }
        NameResolution.refuseTempid(entity, source);
        Object present = present(before, before.entidOrThrow(entity), attribute);
        if (!matches(before, attribute, old, present)) {
            throw source.error(
                            DbErrorCode.CAS_FAILED, "Compare failed: the present value is another")
                    .with("attribute", attribute.label())
                    .with("expected", old)
                    .with("present", present)
                    .with("cancelled", true);
        }
        return List.of(Arrays.asList(ADD, entity, attribute.id(), replacement));
    }

    private static @Nullable Object present(
            Database before, long entity, AttributeDefinition attribute) {
        Datom datom = before.first(IndexOrder.EAVT, Prefix.entityAttribute(entity, attribute.id()));
        return datom == null ? null : datom.v();
    }

    private static boolean matches(
            Database before,
            AttributeDefinition attribute,
            @Nullable Object old,
            @Nullable Object present) {
        if (old == null || present == null) {
            return old == null && present == null;
        }
        if (attribute.isRef()) {
            OptionalLong target = before.entid(old);
            return target.isPresent() && present.equals(target.getAsLong());
        }
        return ValueOrder.canonical(old).getClass() == ValueOrder.canonical(present).getClass()
                && ValueOrder.same(old, present);
    }
}
