package dev.factum.facts.pull;

import dev.factum.facts.database.Database;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.pull.PullPattern.AttributeSpec;
import dev.factum.facts.pull.PullPattern.Target;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.value.Keyword;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A pull pattern whose names were looked up in one database, once for all entities. Immutable.
final class BoundPattern {

    static final Keyword DB_ID = Keyword.of("db/id");

    /// What was asked.
    final PullPattern pattern;

    /// Its attributes, in the order of the pattern.
    final List<BoundAttribute> attributes;

    /// Those that are facts of the entity itself, by id: the order of EAVT.
    final List<BoundAttribute> forward;

    /// True if the entity's own facts can be read in one pass: several attributes, each named once.
    final boolean onePass;

    /// For each attribute how many levels it recurses.
    final int[] depths;

    /// The keys of a full answer, in their order.
    final Object[] keys;

    /// True if no key can come twice.
    final boolean distinct;

    private BoundPattern(PullPattern pattern, List<BoundAttribute> attributes) {
        this.pattern = pattern;
        this.attributes = attributes;
        this.forward =
                attributes.stream()
                        .filter(BoundAttribute::isForward)
                        .sorted(Comparator.comparingLong(BoundAttribute::id))
                        .toList();
        this.onePass = forward.size() > 1 && isStrictlyRising(forward);
        this.depths = attributes.stream().mapToInt(BoundPattern::depth).toArray();
        this.keys = keys(pattern);
        this.distinct =
                !pattern.wildcard() && new HashSet<>(Arrays.asList(keys)).size() == keys.length;
    }

    /// One attribute of a pattern.
    ///
    /// @param position where it stands in the pattern
    /// @param id the id of the attribute, -1 if there is none of this name
    /// @param reference true if its values are entities
    /// @param component true if these are parts of the entity
    /// @param single true if at most one value is shown, and not as a list
    /// @param nested the pattern for the entities that it refers to, or null
    record BoundAttribute(
            int position,
            AttributeSpec spec,
            long id,
            boolean reference,
            boolean component,
            boolean single,
            @Nullable BoundPattern nested) {

        boolean isKnown() {
            return id >= 0;
        }

        BoundPattern below() {
            return Objects.requireNonNull(nested, "only asked where there is a pattern below");
        }

        boolean isForward() {
            return isKnown() && !spec.reverse();
        }
    }

    static BoundPattern of(PullPattern pattern, Database database) {
        List<BoundAttribute> attributes = new ArrayList<>();
        for (AttributeSpec spec : pattern.attributes()) {
            attributes.add(attribute(attributes.size(), spec, database));
        }
        return new BoundPattern(pattern, attributes);
    }

    /// The attribute of this id that the pattern names, or null.
    @Nullable BoundAttribute named(long id) {
        for (BoundAttribute attribute : forward) {
            if (attribute.id() == id) {
                return attribute;
            }
        }
        return null;
    }

    /// An attribute that was renamed has two names, and may be named by both.
    private static boolean isStrictlyRising(List<BoundAttribute> forward) {
        for (int next = 1; next < forward.size(); next++) {
            if (forward.get(next - 1).id() == forward.get(next).id()) {
                return false;
            }
        }
        return true;
    }

    private static BoundAttribute attribute(int position, AttributeSpec spec, Database database) {
        AttributeDefinition definition = database.attribute(spec.name());
        if (definition == null || (spec.reverse() && !definition.isRef())) {
            return new BoundAttribute(position, spec, -1, false, false, false, null);
        }
        if (!definition.isRef() && !(spec.target() instanceof Target.Plain)) {
            throw FactumError.of(
                            DbErrorCode.INVALID_PULL, "Only references have a pattern below them")
                    .with("attribute", spec.name());
        }
        return new BoundAttribute(
                position,
                spec,
                definition.id(),
                definition.isRef(),
                definition.component(),
                spec.reverse() ? definition.component() : !definition.many(),
                spec.target() instanceof Target.Nested(PullPattern below)
                        ? of(below, database)
                        : null);
    }

    private static int depth(BoundAttribute attribute) {
        return attribute.spec().target() instanceof Target.Recursion(int depth) ? depth : 0;
    }

    private static Object[] keys(PullPattern pattern) {
        List<Object> keys = new ArrayList<>();
        if (pattern.withId()) {
            keys.add(DB_ID);
        }
        pattern.attributes().forEach(spec -> keys.add(spec.key()));
        return keys.toArray();
    }
}
