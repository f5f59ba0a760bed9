package dev.factum.facts.schema;

import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An attribute as one database value has it installed. Immutable.
///
/// @param id the attribute's entity id
/// @param ident its present name, or null if the name was retracted
/// @param many true for `:db.cardinality/many`
/// @param unique null if values may repeat
/// @param indexed true if `:db/index` was asked for
/// @param filling true if its facts are to be in AVET and are not there yet
/// @param tupleAttrs the ids of a composite tuple's parts, else empty
/// @param tupleTypes the slot types of a heterogeneous tuple, else empty
/// @param tupleType the element type of a homogeneous tuple, else null
/// @param predicates the names of the attribute predicates
public record AttributeDefinition(
        long id,
        @Nullable Keyword ident,
        ValueType valueType,
        boolean many,
        @Nullable Unique unique,
        boolean indexed,
        boolean filling,
        boolean component,
        boolean noHistory,
        boolean fulltext,
        List<Long> tupleAttrs,
        List<ValueType> tupleTypes,
        @Nullable ValueType tupleType,
        List<Symbol> predicates) {

    public AttributeDefinition {
        tupleAttrs = List.copyOf(tupleAttrs);
        tupleTypes = List.copyOf(tupleTypes);
        predicates = List.copyOf(predicates);
    }

    public boolean isRef() {
        return valueType == ValueType.REF;
    }

    /// True if the attribute's facts are in AVET, so that values can be looked up.
    public boolean hasAvet() {
        return (indexed || unique != null) && !filling;
    }

    /// The same attribute, whose facts are in AVET, or will be.
    AttributeDefinition withFilling(boolean awaited) {
        return new AttributeDefinition(
                id,
                ident,
                valueType,
                many,
                unique,
                indexed,
                awaited,
                component,
                noHistory,
                fulltext,
                tupleAttrs,
                tupleTypes,
                tupleType,
                predicates);
    }

    public boolean isIdentity() {
        return unique == Unique.IDENTITY;
    }

    public boolean isComposite() {
        return !tupleAttrs.isEmpty();
    }

    /// The name to show: the ident, or the id of a nameless attribute.
    public Object label() {
        return ident == null ? (Object) id : ident;
    }
}
