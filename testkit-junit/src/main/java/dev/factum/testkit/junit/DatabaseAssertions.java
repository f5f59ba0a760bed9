package dev.factum.testkit.junit;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Entity;
import dev.factum.facts.schema.Attribute;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/// What a database is to say. Belongs to one thread.
public final class DatabaseAssertions extends AbstractAssert<DatabaseAssertions, Database> {

    DatabaseAssertions(@Nullable Database actual) {
        super(actual, DatabaseAssertions.class);
    }

    /// There is an entity.
    ///
    /// @param reference an id, an ident or a lookup ref
    public DatabaseAssertions has(Object reference) {
        isNotNull();
        return isTrue(actual.entity(reference).isPresent(), "to have " + reference, "has not");
    }

    /// There is no such entity.
    public DatabaseAssertions hasNo(Object reference) {
        isNotNull();
        return isTrue(actual.entity(reference).isEmpty(), "not to have " + reference, "has");
    }

    /// An attribute of an entity has this value.
    public <T> DatabaseAssertions says(Object reference, Attribute<T> attribute, T value) {
        Optional<T> found = value(reference, attribute);
        return isTrue(
                found.equals(Optional.of(value)),
                "to say of %s that %s is %s".formatted(reference, attribute.ident(), value),
                "says " + found.map(String::valueOf).orElse("nothing"));
    }

    /// An entity has no value for an attribute.
    public DatabaseAssertions saysNothing(Object reference, Attribute<?> attribute) {
        Optional<?> found = value(reference, attribute);
        return isTrue(
                found.isEmpty(),
                "to say nothing of %s and %s".formatted(reference, attribute.ident()),
                "says " + found);
    }

    private <T> Optional<T> value(Object reference, Attribute<T> attribute) {
        isNotNull();
        Optional<Entity> entity = actual.entity(reference);
        return entity.flatMap(each -> each.get(attribute));
    }

    private DatabaseAssertions isTrue(boolean holds, String expected, String found) {
        if (!holds) {
            failWithMessage("%nExpected the database %s,%nbut it %s", expected, found);
        }
        return this;
    }
}
