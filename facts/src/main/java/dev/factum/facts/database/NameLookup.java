package dev.factum.facts.database;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.value.Keyword;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What ids, idents and lookup refs stand for in a database.
record NameLookup(Database database) {

    OptionalLong entid(@Nullable Object reference) {
        return switch (reference) {
            case null -> OptionalLong.empty();
            case Long id -> OptionalLong.of(id);
            case Integer id -> OptionalLong.of(id);
            case Entity entity -> OptionalLong.of(entity.id());
            case Keyword ident -> idOf(ident);
            case String text when text.length() > 1 && text.startsWith(":") ->
                    idOf(Keyword.of(text));
            case List<?> lookup -> lookup(lookup);
            case String text ->
                    throw FactumError.of(
                                    DbErrorCode.NOT_A_KEYWORD,
                                    "Cannot interpret as a keyword: no leading colon")
                            .with("given", text);
            default ->
                    throw FactumError.of(
                                    DbErrorCode.NOT_AN_ENTITY,
                                    "An entity is named by an id, an ident or a lookup ref")
                            .with("given", reference);
        };
    }

    private OptionalLong idOf(Keyword ident) {
        database.read(new ReadRange.AttributeValue(Builtin.IDENT, ident));
        return database.schema().idOf(ident);
    }

    private OptionalLong lookup(List<?> lookup) {
        if (lookup.size() != 2) {
            throw FactumError.of(
                            DbErrorCode.INVALID_LOOKUP_REF,
                            "A lookup ref has a unique attribute and a value")
                    .with("given", lookup);
        }
        AttributeDefinition attribute = database.attributeOrThrow(lookup.getFirst());
        if (attribute.unique() == null) {
            throw FactumError.of(
                            DbErrorCode.LOOKUP_REF_ATTR_NOT_UNIQUE,
                            "A lookup ref needs an attribute with unique values")
                    .with("attribute", attribute.label())
                    .with("given", lookup);
        }
        Object value = attribute.isRef() ? refValue(lookup.getLast()) : lookup.getLast();
        if (value == null) {
            return OptionalLong.empty();
        }
        Iterator<Datom> holders =
                database.scan(IndexOrder.AVET, Prefix.attributeValue(attribute.id(), value));
        return holders.hasNext() ? OptionalLong.of(holders.next().e()) : OptionalLong.empty();
    }

    private @Nullable Object refValue(@Nullable Object target) {
        if (target instanceof Keyword ident) {
            OptionalLong id = idOf(ident);
            return id.isEmpty() ? null : (Object) id.getAsLong();
        }
        return target instanceof Integer number ? (Object) number.longValue() : target;
    }
}
