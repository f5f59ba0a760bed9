package dev.factum.facts.query;

import dev.factum.facts.datom.Datom;
import java.util.List;

/// The five places of a pattern on a database.
enum Place {
    ENTITY,
    ATTRIBUTE,
    VALUE,
    TRANSACTION,
    ADDED;

    private static final List<Place> IN_ORDER =
            List.of(ENTITY, ATTRIBUTE, VALUE, TRANSACTION, ADDED);

    /// The place at this position of a pattern, from 0.
    static Place at(int position) {
        return IN_ORDER.get(position);
    }

    Object of(Datom datom) {
        return switch (this) {
            case ENTITY -> datom.e();
            case ATTRIBUTE -> datom.a();
            case VALUE -> datom.v();
            case TRANSACTION -> datom.tx();
            case ADDED -> datom.added();
        };
    }
}
