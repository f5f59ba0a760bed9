package dev.factum.facts.tx;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Indexes;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.schema.Schema;
import dev.factum.facts.schema.ValueType;
import dev.factum.facts.value.ValueOrder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Step 7c, second part: which properties of an attribute may change, and when.
final class AlterationRules {

    /// What an attribute keeps for ever, but for its cardinality, which may only not be taken back.
    private static final List<Long> FIXED =
            List.of(
                    Builtin.CARDINALITY,
                    Builtin.VALUE_TYPE,
                    Builtin.FULLTEXT,
                    Builtin.TUPLE_ATTRS,
                    Builtin.TUPLE_TYPES,
                    Builtin.TUPLE_TYPE);

    private final Schema before;
    private final Indexes indexesBefore;
    private final Indexes indexesAfter;

    AlterationRules(Schema before, Indexes indexesBefore, Indexes indexesAfter) {
        this.before = before;
        this.indexesBefore = indexesBefore;
        this.indexesAfter = indexesAfter;
    }

    /// Refuses to make of a known attribute what these facts describe if it may not become that.
    void check(AttributeDefinition known, AttributeFacts facts) {
        AttributeFacts old = AttributeFacts.of(indexesBefore, known.id());
        for (long fixed : FIXED) {
            Object from = old.value(fixed);
            Object to = facts.value(fixed);
            boolean changed = !ValueOrder.same(from, to);
            boolean dropped = to == null && from != null;
            if (dropped || (changed && fixed != Builtin.CARDINALITY)) {
                throw unsupported(known, fixed, from, to);
            }
        }
        Optional<AttributeDefinition> altered =
                facts.definition(name -> SchemaChange.idOf(before, indexesAfter, name));
        if (known.many() && altered.isPresent() && !altered.get().many()) {
            checkSingleValues(known);
        }
        if (!known.many() && altered.isPresent() && altered.get().many()) {
            checkNoComposite(known);
        }
        if (known.unique() == null && facts.value(Builtin.UNIQUE) != null) {
            if (known.valueType() == ValueType.BYTES) {
                throw invalidAlter(
                        known,
                        SchemaProblem.of(
                                "unique-not-allowed", "valueType", known.valueType().ident()));
            }
            checkUnique(known, facts);
        }
        if (!known.component() && facts.isTrue(Builtin.IS_COMPONENT) && !known.isRef()) {
            throw invalidAlter(
                    known,
                    SchemaProblem.of(
                            "components-must-be-refs", "valueType", known.valueType().ident()));
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
                        SchemaProblem.label(before, attribute),
                        "from",
                        from == null ? "none" : SchemaProblem.label(before, from),
                        "to",
                        to == null ? "none" : SchemaProblem.label(before, to)));
    }

    private static FactumError invalidAlter(
            AttributeDefinition known, Map<String, Object> problem) {
        return FactumError.of(
                        DbErrorCode.INVALID_ALTER_ATTRIBUTE, "This attribute cannot be changed so")
                .with("attribute", known.label())
                .with("errors", List.of(problem));
    }

    /// A composite has one value, made of one value of each part.
    private void checkNoComposite(AttributeDefinition known) {
        if (!known.tupleAttrs().isEmpty()) {
            throw invalidAlter(
                    known,
                    SchemaProblem.of(
                            "tuple-of-attrs-must-be-card-one", "attribute", known.label()));
        }
        for (long composite : before.composites()) {
            AttributeDefinition definition = before.attribute(composite);
            if (definition != null && definition.tupleAttrs().contains(known.id())) {
                throw invalidAlter(
                        known,
                        SchemaProblem.of(
                                "constituent-of-a-composite-must-be-card-one",
                                "composite",
                                definition.label()));
            }
        }
    }

    private void checkSingleValues(AttributeDefinition known) {
        Iterator<Datom> facts =
                indexesAfter.present(IndexOrder.AEVT).scan(Prefix.attribute(known.id()));
        Datom last = null;
        while (facts.hasNext()) {
            Datom fact = facts.next();
            if (last != null && last.e() == fact.e()) {
                throw invalidAlter(
                        known,
                        SchemaProblem.of("cardinality-violation", "datoms", List.of(last, fact)));
            }
            last = fact;
        }
    }

    /// Values that were ever there must be in AVET before they can be kept unique.
    private void checkUnique(AttributeDefinition known, AttributeFacts facts) {
        if (!known.hasAvet() && !facts.isTrue(Builtin.INDEX) && hasFacts(known)) {
            throw invalidAlter(
                    known, SchemaProblem.of("unique-without-index", "attribute", known.label()));
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
                        known,
                        SchemaProblem.of("unique-violation", "datoms", List.of(left, right)));
            }
        }
    }

    private boolean hasFacts(AttributeDefinition known) {
        Prefix facts = Prefix.attribute(known.id());
        return indexesAfter.present(IndexOrder.AEVT).first(facts) != null
                || indexesAfter.past(IndexOrder.AEVT).first(facts) != null;
    }
}
