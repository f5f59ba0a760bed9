package dev.factum.facts.query;

import dev.factum.facts.database.Database;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.schema.AttributeDefinition;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// All datoms with a value when the attribute is not known: attribute after attribute, those of
/// that value's type.
final class ValueScan {

    private ValueScan() {}

    static Iterator<Datom> of(Database database, @Nullable Object value, DatomPattern pattern) {
        if (value == null) {
            if (pattern.asks(Place.VALUE)) {
                return List.<Datom>of().iterator();
            }
            throw FactumError.of(
                    DbErrorCode.INSUFFICIENT_BINDING, "This pattern would scan everything");
        }
        List<AttributeDefinition> attributes =
                database.schema().attributes().stream()
                        .filter(attribute -> attribute.valueType().javaType().isInstance(value))
                        .sorted(Comparator.comparingLong(AttributeDefinition::id))
                        .toList();
        return attributes.stream()
                .flatMap(attribute -> facts(database, attribute, value))
                .iterator();
    }

    private static Stream<Datom> facts(
            Database database, AttributeDefinition attribute, Object value) {
        AccessPath path = AccessPath.ofAttribute(attribute.id(), attribute, value);
        Iterable<Datom> datoms = () -> path.scan(database);
        return StreamSupport.stream(datoms.spliterator(), false)
                .filter(datom -> Keys.same(datom.v(), value));
    }
}
