package dev.factum.conformance.differential.plain;

import dev.factum.facts.value.Keyword;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Whether two values of a query are one, also where an entity goes by another name.
///
/// @param database which knows the names, or null if there is none
record Names(@Nullable PlainDatabase database) {

    boolean same(@Nullable Object one, @Nullable Object other) {
        return Objects.equals(one, other)
                || (other instanceof Long && other.equals(entity(one)))
                || (one instanceof Long && one.equals(entity(other)));
    }

    /// The entity of an ident or a lookup ref, or null.
    private @Nullable Long entity(@Nullable Object name) {
        return database != null && (name instanceof Keyword || isLookup(name))
                ? database.entity(name)
                : null;
    }

    private boolean isLookup(@Nullable Object form) {
        Attribute attribute = identifying(form);
        return attribute != null && attribute.unique() != null;
    }

    /// The attribute of something written like a lookup ref, or null.
    private @Nullable Attribute identifying(@Nullable Object form) {
        return form instanceof List<?> list && list.size() == 2 && database != null
                ? database.schema().find(list.getFirst())
                : null;
    }

    /// @throws Refused if it is a lookup ref that stands for nothing
    void requireSomebody(@Nullable Object form) {
        if (identifying(form) != null && entity(form) == null) {
            throw new Refused("not-an-entity", "Nobody is " + form);
        }
    }
}
