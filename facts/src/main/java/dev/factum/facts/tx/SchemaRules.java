package dev.factum.facts.tx;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Indexes;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.schema.Schema;
import dev.factum.facts.schema.ValueType;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.ValueOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Step 7c: which attributes may be installed, and which of their properties may change.
final class SchemaRules {

    private static final int MIN_PARTS = 2;
    private static final int MAX_PARTS = 8;

    private final Schema before;
    private final Indexes indexesBefore;
    private final Indexes indexesAfter;

    private SchemaRules(Schema before, Indexes indexesBefore, Indexes indexesAfter) {
        this.before = before;
        this.indexesBefore = indexesBefore;
        this.indexesAfter = indexesAfter;
    }

    static void check(
            Schema before, Indexes indexesBefore, Indexes indexesAfter, Collection<Datom> datoms) {
        var rules = new SchemaRules(before, indexesBefore, indexesAfter);
        for (Datom datom : datoms) {
            rules.protectBuiltin(datom);
        }
        for (long entity : SchemaChange.described(datoms)) {
            AttributeFacts facts = AttributeFacts.of(indexesAfter, entity);
            AttributeDefinition known = before.attribute(entity);
            if (known != null) {
                rules.alter(known, facts);
            } else if (facts.isAttribute()) {
                rules.install(entity, facts);
            }
        }
        for (Datom datom : datoms) {
            rules.checkInstalled(datom);
        }
    }

    private void protectBuiltin(Datom datom) {
        boolean builtin = datom.e() < Builtin.FIRST_FREE && datom.e() > EntityId.DB_PARTITION;
        boolean describes =
                datom.a() == Builtin.IDENT
                        || (Builtin.makesAttribute(datom.a())
                                && before.attribute(datom.e()) != null);
        if (builtin && describes) {
            throw FactumError.of(
                            DbErrorCode.DATOM_CANNOT_BE_ALTERED,
                            "What every database begins with cannot be changed")
                    .with("entity", before.label(datom.e()))
                    .with("attribute", before.label(datom.a()))
                    .with("value", datom.v());
        }
    }

    /// An explicit `:db.install/attribute` of something that is not an attribute.
    private void checkInstalled(Datom datom) {
        if (datom.a() == Builtin.INSTALL_ATTRIBUTE
                && datom.added()
                && datom.v() instanceof Long entity
                && before.attribute(entity) == null
                && !AttributeFacts.of(indexesAfter, entity).isAttribute()) {
            throw invalidInstall(
                    entity,
                    AttributeFacts.of(indexesAfter, entity),
                    List.of(missing("db/valueType")));
        }
    }

    // ---- installing
    // -------------------------------------------------------------------------------------------

    private void install(long entity, AttributeFacts facts) {
        if (EntityId.partition(entity) != EntityId.DB_PARTITION) {
            throw FactumError.of(
                            DbErrorCode.NOT_IN_SYSTEM_PARTITION,
                            "An entity that was not born as an attribute cannot become one")
                    .with("entity", before.label(entity));
        }
        if (facts.ident().isEmpty()) {
            throw FactumError.of(
                            DbErrorCode.ATTRIBUTE_IDENT_MISSING, "An attribute needs a :db/ident")
                    .with("entity", entity);
        }
        Object valueType = facts.value(Builtin.VALUE_TYPE);
        if (valueType != null && facts.valueType().isEmpty()) {
            throw FactumError.of(DbErrorCode.NOT_A_VALUE_TYPE, "This is not a value type")
                    .with("attribute", facts.ident().get())
                    .with("valueType", label(valueType));
        }
        List<Map<String, Object>> problems = new ArrayList<>();
        checkCardinality(facts, problems);
        facts.valueType()
                .ifPresentOrElse(
                        type -> checkType(facts, type, problems),
                        () -> problems.add(missing("db/valueType")));
        if (!problems.isEmpty()) {
            throw invalidInstall(entity, facts, problems);
        }
    }

    private void checkType(
            AttributeFacts facts, ValueType type, List<Map<String, Object>> problems) {
        if (facts.value(Builtin.UNIQUE) != null && type == ValueType.BYTES) {
            problems.add(problem("unique-not-allowed", "valueType", type.ident()));
        }
        if (facts.isTrue(Builtin.IS_COMPONENT) && type != ValueType.REF) {
            problems.add(problem("components-must-be-refs", "valueType", type.ident()));
        }
        checkTuple(facts, type, problems);
    }

    private void checkCardinality(AttributeFacts facts, List<Map<String, Object>> problems) {
        Object cardinality = facts.value(Builtin.CARDINALITY);
        if (cardinality == null) {
            problems.add(missing("db/cardinality"));
        } else if (!cardinality.equals(Builtin.CARDINALITY_ONE)
                && !cardinality.equals(Builtin.CARDINALITY_MANY)) {
            throw FactumError.of(DbErrorCode.NOT_A_CARDINALITY, "This is not a cardinality")
                    .with("cardinality", label(cardinality));
        }
    }

    private void checkTuple(
            AttributeFacts facts, ValueType type, List<Map<String, Object>> problems) {
        List<Long> kinds =
                List.of(Builtin.TUPLE_ATTRS, Builtin.TUPLE_TYPES, Builtin.TUPLE_TYPE).stream()
                        .filter(kind -> facts.value(kind) != null)
                        .toList();
        if (kinds.size() != (type == ValueType.TUPLE ? 1 : 0)) {
            problems.add(
                    problem(
                            "invalid-tuple-kind",
                            "given",
                            kinds.stream().map(this::label).toList()));
            return;
        }
        if (type != ValueType.TUPLE) {
            return;
        }
        if (kinds.contains(Builtin.TUPLE_ATTRS)) {
            checkParts(facts, problems);
        } else if (kinds.contains(Builtin.TUPLE_TYPES)) {
            List<Keyword> types = facts.keywords(Builtin.TUPLE_TYPES);
            boolean legal = types.stream().allMatch(SchemaRules::fitsTuple);
            if (!legal || types.size() < MIN_PARTS || types.size() > MAX_PARTS) {
                problems.add(problem("invalid-tuple-types", "given", types));
            }
        } else if (facts.elementType().filter(ValueType::fitsTuple).isEmpty()) {
            problems.add(problem("invalid-tuple-types", "given", facts.value(Builtin.TUPLE_TYPE)));
        }
    }

    private void checkParts(AttributeFacts facts, List<Map<String, Object>> problems) {
        if (!Long.valueOf(Builtin.CARDINALITY_ONE).equals(facts.value(Builtin.CARDINALITY))) {
            problems.add(
                    problem("tuple-of-attrs-must-be-card-one", "attribute", facts.ident().get()));
        }
        List<Keyword> parts = facts.keywords(Builtin.TUPLE_ATTRS);
        boolean legal = parts.size() >= MIN_PARTS && parts.size() <= MAX_PARTS;
        for (Keyword part : parts) {
            legal &= idOf(part).isPresent() && isPart(idOf(part).getAsLong());
        }
        if (!legal) {
            problems.add(problem("invalid-tuple-attrs", "given", parts));
        }
    }

    private OptionalLong idOf(Keyword name) {
        return SchemaChange.idOf(before, indexesAfter, name);
    }

    private boolean isPart(long entity) {
        AttributeFacts facts = AttributeFacts.of(indexesAfter, entity);
        return Long.valueOf(Builtin.CARDINALITY_ONE).equals(facts.value(Builtin.CARDINALITY))
                && facts.valueType().filter(ValueType::fitsTuple).isPresent();
    }

    private static boolean fitsTuple(Keyword name) {
        return ValueType.byIdent(name).filter(ValueType::fitsTuple).isPresent();
    }

    private FactumError invalidInstall(
            long entity, AttributeFacts facts, List<Map<String, Object>> problems) {
        return FactumError.of(
                        DbErrorCode.INVALID_INSTALL_ATTRIBUTE, "This attribute cannot be installed")
                .with("attribute", facts.ident().map(Object.class::cast).orElse(entity))
                .with("errors", problems);
    }

    // ---- altering
    // ---------------------------------------------------------------------------------------------

    private void alter(AttributeDefinition known, AttributeFacts facts) {
        AttributeFacts old = AttributeFacts.of(indexesBefore, known.id());
        for (long fixed :
                List.of(
                        Builtin.CARDINALITY,
                        Builtin.VALUE_TYPE,
                        Builtin.FULLTEXT,
                        Builtin.TUPLE_ATTRS,
                        Builtin.TUPLE_TYPES,
                        Builtin.TUPLE_TYPE)) {
            Object from = old.value(fixed);
            Object to = facts.value(fixed);
            boolean changed = !ValueOrder.same(from, to);
            boolean dropped = to == null && from != null;
            if (dropped || (changed && fixed != Builtin.CARDINALITY)) {
                throw unsupported(known, fixed, from, to);
            }
        }
        Optional<AttributeDefinition> altered = facts.definition(this::idOf);
        if (known.many() && altered.isPresent() && !altered.get().many()) {
            checkSingleValues(known);
        }
        if (known.unique() == null && facts.value(Builtin.UNIQUE) != null) {
            if (known.valueType() == ValueType.BYTES) {
                throw invalidAlter(
                        known,
                        problem("unique-not-allowed", "valueType", known.valueType().ident()));
            }
            checkUnique(known, facts);
        }
        if (!known.component() && facts.isTrue(Builtin.IS_COMPONENT) && !known.isRef()) {
            throw invalidAlter(
                    known,
                    problem("components-must-be-refs", "valueType", known.valueType().ident()));
        }
    }

    private FactumError unsupported(
            AttributeDefinition known, long attribute, @Nullable Object from, @Nullable Object to) {
        return invalidAlter(
                known,
                Map.of(
                        "db/error",
                        ":db.error/unsupported-alter-schema",
                        "attribute",
                        label(attribute),
                        "from",
                        from == null ? "none" : label(from),
                        "to",
                        to == null ? "none" : label(to)));
    }

    private static FactumError invalidAlter(
            AttributeDefinition known, Map<String, Object> problem) {
        return FactumError.of(
                        DbErrorCode.INVALID_ALTER_ATTRIBUTE, "This attribute cannot be changed so")
                .with("attribute", known.label())
                .with("errors", List.of(problem));
    }

    private void checkSingleValues(AttributeDefinition known) {
        Iterator<Datom> facts =
                indexesAfter.present(IndexOrder.AEVT).scan(Prefix.attribute(known.id()));
        Datom last = null;
        while (facts.hasNext()) {
            Datom fact = facts.next();
            if (last != null && last.e() == fact.e()) {
                throw invalidAlter(
                        known, problem("cardinality-violation", "datoms", List.of(last, fact)));
            }
            last = fact;
        }
    }

    /// Values that were ever there must be in AVET before they can be kept unique.
    private void checkUnique(AttributeDefinition known, AttributeFacts facts) {
        if (!known.hasAvet() && !facts.isTrue(Builtin.INDEX) && hasFacts(known)) {
            throw invalidAlter(known, problem("unique-without-index", "attribute", known.label()));
        }
        List<Datom> byValue = new ArrayList<>();
        indexesAfter
                .present(IndexOrder.AEVT)
                .scan(Prefix.attribute(known.id()))
                .forEachRemaining(byValue::add);
        byValue.sort(IndexOrder.AVET);
        for (int index = 1; index < byValue.size(); index++) {
            Datom left = byValue.get(index - 1);
            Datom right = byValue.get(index);
            if (ValueOrder.same(left.v(), right.v()) && left.e() != right.e()) {
                throw invalidAlter(
                        known, problem("unique-violation", "datoms", List.of(left, right)));
            }
        }
    }

    private boolean hasFacts(AttributeDefinition known) {
        Prefix facts = Prefix.attribute(known.id());
        return indexesAfter.present(IndexOrder.AEVT).first(facts) != null
                || indexesAfter.past(IndexOrder.AEVT).first(facts) != null;
    }

    private static Map<String, Object> missing(String attribute) {
        return problem("schema-attribute-missing", "attribute", attribute);
    }

    private static Map<String, Object> problem(String code, String key, @Nullable Object value) {
        return Map.of("db/error", ":db.error/" + code, key, value == null ? "nil" : value);
    }

    private Object label(@Nullable Object value) {
        return value instanceof Long id ? before.label(id) : value == null ? "nil" : value;
    }
}
