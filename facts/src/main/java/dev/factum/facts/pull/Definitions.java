package dev.factum.facts.pull;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.schema.Schema;
import org.jspecify.annotations.Nullable;

/// The attributes that a walk met lately, by id, so that it need not look them up for every entity.
/// Not thread-safe.
final class Definitions {

    private static final int PLACES = 64;

    private final Schema schema;
    private final @Nullable AttributeDefinition[] met = new @Nullable AttributeDefinition[PLACES];

    Definitions(Schema schema) {
        this.schema = schema;
    }

    AttributeDefinition of(long id) {
        int place = (int) (id & (PLACES - 1));
        AttributeDefinition known = met[place];
        if (known != null && known.id() == id) {
            return known;
        }
        AttributeDefinition definition = schema.attribute(id);
        if (definition == null) {
            throw FactumError.of(
                            DbErrorCode.NOT_AN_ATTRIBUTE, "A fact has an attribute that is none")
                    .with("entity", id);
        }
        met[place] = definition;
        return definition;
    }
}
