package dev.factum.conformance.differential.plain;

import dev.factum.facts.value.Keyword;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An attribute as the facts about it say.
///
/// @param type the name of its value type
/// @param unique `identity`, `value`, or null
/// @param parts the attributes that a composite tuple is made of, or empty
/// @param slots the value types of a tuple's elements, or empty
record Attribute(
        Keyword name,
        long id,
        String type,
        boolean many,
        @Nullable String unique,
        boolean index,
        boolean component,
        List<?> parts,
        List<?> slots) {

    boolean isReference() {
        return type.equals("ref");
    }

    boolean isIdentity() {
        return "identity".equals(unique);
    }

    boolean isByValue() {
        return index || unique != null;
    }

    boolean isComposite() {
        return !parts.isEmpty();
    }
}
