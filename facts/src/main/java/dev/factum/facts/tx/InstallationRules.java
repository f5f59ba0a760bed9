package dev.factum.facts.tx;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.Indexes;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.schema.Schema;
import dev.factum.facts.schema.ValueType;
import dev.factum.facts.value.Keyword;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Step 7c, first part: which attributes may be installed.
final class InstallationRules {

    private static final int MIN_PARTS = 2;
    private static final int MAX_PARTS = 8;

    private final Schema before;
    private final Indexes indexesAfter;

    InstallationRules(Schema before, Indexes indexesAfter) {
        this.before = before;
        this.indexesAfter = indexesAfter;
    }

    /// Refuses to install what these facts describe if they do not make a whole attribute.
    void check(long entity, AttributeFacts facts) {
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
                    .with("valueType", SchemaProblem.label(before, valueType));
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
            problems.add(SchemaProblem.of("unique-not-allowed", "valueType", type.ident()));
        }
        if (facts.isTrue(Builtin.IS_COMPONENT) && type != ValueType.REF) {
            problems.add(SchemaProblem.of("components-must-be-refs", "valueType", type.ident()));
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
                    .with("cardinality", SchemaProblem.label(before, cardinality));
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
                    SchemaProblem.of(
                            "invalid-tuple-kind",
                            "given",
                            kinds.stream()
                                    .map(kind -> SchemaProblem.label(before, kind))
                                    .toList()));
            return;
        }
        if (type != ValueType.TUPLE) {
            return;
        }
        if (kinds.contains(Builtin.TUPLE_ATTRS)) {
            checkParts(facts, problems);
        } else if (kinds.contains(Builtin.TUPLE_TYPES)) {
            List<Keyword> types = facts.keywords(Builtin.TUPLE_TYPES);
            boolean legal = types.stream().allMatch(InstallationRules::fitsTuple);
            if (!legal || types.size() < MIN_PARTS || types.size() > MAX_PARTS) {
                problems.add(SchemaProblem.of("invalid-tuple-types", "given", types));
            }
        } else if (facts.elementType().filter(ValueType::fitsTuple).isEmpty()) {
            problems.add(
                    SchemaProblem.of(
                            "invalid-tuple-types", "given", facts.value(Builtin.TUPLE_TYPE)));
        }
    }

    private void checkParts(AttributeFacts facts, List<Map<String, Object>> problems) {
        if (!Long.valueOf(Builtin.CARDINALITY_ONE).equals(facts.value(Builtin.CARDINALITY))) {
            problems.add(
                    SchemaProblem.of(
                            "tuple-of-attrs-must-be-card-one", "attribute", facts.ident().get()));
        }
        List<Keyword> parts = facts.keywords(Builtin.TUPLE_ATTRS);
        boolean legal = parts.size() >= MIN_PARTS && parts.size() <= MAX_PARTS;
        for (Keyword part : parts) {
            legal &= idOf(part).isPresent() && isPart(idOf(part).getAsLong());
        }
        if (!legal) {
            problems.add(SchemaProblem.of("invalid-tuple-attrs", "given", parts));
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

    /// An explicit `:db.install/attribute` of something that is not an attribute.
    void checkStated(Datom datom) {
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

    private static Map<String, Object> missing(String attribute) {
        return SchemaProblem.of("schema-attribute-missing", "attribute", attribute);
    }
}
