package dev.factum.facts.pull;

import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A parsed pull pattern. Immutable and reusable.
///
/// @param wildcard true if `*` asks for all attributes that are not named besides
/// @param withId true if `:db/id` is named
/// @param attributes the named attributes in their order
public record PullPattern(boolean wildcard, boolean withId, List<AttributeSpec> attributes) {

    /// How many values of an attribute of cardinality many come back if the pattern does not say.
    public static final int DEFAULT_LIMIT = 1_000;

    static final PullPattern EVERYTHING = new PullPattern(true, true, List.of());

    public PullPattern {
        attributes = List.copyOf(attributes);
    }

    /// Reads a pattern from EDN text or data: `[:card/id {:card/customer [*]}]`.
    ///
    /// @throws dev.factum.facts.error.FactumError if it is no pattern
    public static PullPattern parse(@Nullable Object pattern) {
        return new PatternParser().parse(pattern);
    }

    /// What is asked of one attribute.
    ///
    /// @param name the attribute's name, without the underscore of a reverse one
    /// @param reverse true for `:ns/_name`: who refers here
    /// @param key the key in the answer
    /// @param limit how many values at most; `Integer.MAX_VALUE` for all
    /// @param defaultValue what stands for no value, or null
    /// @param transform the function that the value is given through, or null
    public record AttributeSpec(
            Keyword name,
            boolean reverse,
            Object key,
            int limit,
            @Nullable Object defaultValue,
            @Nullable Symbol transform,
            Target target) {}

    /// What is shown of a referenced entity.
    sealed interface Target {

        /// Its id, or all of it if it is a component.
        record Plain() implements Target {}

        record Nested(PullPattern pattern) implements Target {}

        /// The pattern that contains this attribute, again, `depth` levels down at most.
        record Recursion(int depth) implements Target {}
    }
}
