package dev.factum.facts.tx;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Indexes;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.schema.Unique;
import dev.factum.facts.schema.ValueType;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The facts about one entity that may be an attribute, before they are judged.
final class AttributeFacts {

    private final long entity;
    private final Map<Long, Object> values = new HashMap<>();
    private final List<Symbol> predicates = new ArrayList<>();

    private AttributeFacts(long entity) {
        this.entity = entity;
    }

    static AttributeFacts of(Indexes indexes, long entity) {
        var facts = new AttributeFacts(entity);
        Iterator<Datom> datoms = indexes.present(IndexOrder.EAVT).scan(Prefix.entity(entity));
        while (datoms.hasNext()) {
            Datom datom = datoms.next();
            if (datom.a() == Builtin.ATTR_PREDS) {
                facts.predicates.add((Symbol) datom.v());
            } else {
                facts.values.put(datom.a(), datom.v());
            }
        }
        return facts;
    }

    /// The entity that bears this name, or empty.
    static OptionalLong named(Indexes indexes, Keyword name) {
        Datom bearer =
                indexes.present(IndexOrder.AVET).first(Prefix.attributeValue(Builtin.IDENT, name));
        return bearer == null ? OptionalLong.empty() : OptionalLong.of(bearer.e());
    }

    Optional<Keyword> ident() {
        return Optional.ofNullable((Keyword) values.get(Builtin.IDENT));
    }

    /// True if these facts say that the entity is an attribute, completely or not.
    boolean isAttribute() {
        return !predicates.isEmpty() || values.keySet().stream().anyMatch(Builtin::makesAttribute);
    }

    @Nullable Object value(long attribute) {
        return values.get(attribute);
    }

    boolean isTrue(long attribute) {
        return Boolean.TRUE.equals(values.get(attribute));
    }

    Optional<ValueType> valueType() {
        return values.get(Builtin.VALUE_TYPE) instanceof Long id
                ? ValueType.byId(id)
                : Optional.empty();
    }

    List<Keyword> keywords(long attribute) {
        List<Keyword> keywords = new ArrayList<>();
        if (values.get(attribute) instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Keyword keyword) {
                    keywords.add(keyword);
                }
            }
        }
        return keywords;
    }

    /// The definition these facts come to, or empty if they are no attribute's.
    ///
    /// @param ids resolves the names of a composite's parts
    Optional<AttributeDefinition> definition(Function<Keyword, OptionalLong> ids) {
        Optional<ValueType> type = valueType();
        if (type.isEmpty() || values.get(Builtin.CARDINALITY) == null) {
            return Optional.empty();
        }
        Object unique = values.get(Builtin.UNIQUE);
        return Optional.of(
                new AttributeDefinition(
                        entity,
                        ident().orElse(null),
                        type.get(),
                        Long.valueOf(Builtin.CARDINALITY_MANY)
                                .equals(values.get(Builtin.CARDINALITY)),
                        unique == null
                                ? null
                                : Long.valueOf(Builtin.UNIQUE_IDENTITY).equals(unique)
                                        ? Unique.IDENTITY
                                        : Unique.VALUE,
                        isTrue(Builtin.INDEX),
                        false,
                        isTrue(Builtin.IS_COMPONENT),
                        isTrue(Builtin.NO_HISTORY),
                        isTrue(Builtin.FULLTEXT),
                        parts(ids),
                        slotTypes(),
                        elementType().orElse(null),
                        predicates));
    }

    private List<Long> parts(Function<Keyword, OptionalLong> ids) {
        List<Long> parts = new ArrayList<>();
        for (Keyword name : keywords(Builtin.TUPLE_ATTRS)) {
            ids.apply(name).ifPresent(parts::add);
        }
        return parts;
    }

    private List<ValueType> slotTypes() {
        List<ValueType> types = new ArrayList<>();
        for (Keyword name : keywords(Builtin.TUPLE_TYPES)) {
            ValueType.byIdent(name).ifPresent(types::add);
        }
        return types;
    }

    Optional<ValueType> elementType() {
        return values.get(Builtin.TUPLE_TYPE) instanceof Keyword name
                ? ValueType.byIdent(name)
                : Optional.empty();
    }
}
