package dev.factum.facts.query;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Log;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.AttributeDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Functions that read a database or a log.
final class DatabaseFunctions {

    private DatabaseFunctions() {}

    /// `(get-else $ ?e :attribute default)`
    static @Nullable Object getElse(List<? extends @Nullable Object> arguments) {
        Database database = database(arguments);
        AttributeDefinition attribute = database.attributeOrThrow(arguments.get(2));
        if (attribute.many()) {
            throw failed("get-else needs an attribute with one value")
                    .with("attribute", attribute.label());
        }
        if (arguments.get(3) == null) {
            throw failed("get-else needs a default that is not nil");
        }
        Datom found = first(database, arguments.get(1), attribute);
        return found == null ? arguments.get(3) : found.v();
    }

    /// `(get-some $ ?e :attribute …)`: the first attribute that is there, and its value.
    static @Nullable Object getSome(List<? extends @Nullable Object> arguments) {
        Database database = database(arguments);
        for (Object name : arguments.subList(2, arguments.size())) {
            AttributeDefinition attribute = database.attributeOrThrow(name);
            if (attribute.many()) {
                throw failed("get-some needs attributes with one value")
                        .with("attribute", attribute.label());
            }
            Datom found = first(database, arguments.get(1), attribute);
            if (found != null) {
                return List.of(attribute.id(), found.v());
            }
        }
        return null;
    }

    /// `(missing? $ ?e :attribute)`
    static Object missing(List<? extends @Nullable Object> arguments) {
        Database database = database(arguments);
        AttributeDefinition attribute = database.attributeOrThrow(arguments.get(2));
        return first(database, arguments.get(1), attribute) == null;
    }

    private static @Nullable Datom first(
            Database database, @Nullable Object entity, AttributeDefinition attribute) {
        long id = EntityNames.resolve(database, entity);
        return database.first(IndexOrder.EAVT, Prefix.entityAttribute(id, attribute.id()));
    }

    /// `(fulltext $ :attribute "words")`
    static FactumError noFulltext() {
        return FactumError.of(DbErrorCode.UNSUPPORTED, "There is no full-text index");
    }

    /// `(tx-ids ?log start end)`
    static Object transactionIds(List<? extends @Nullable Object> arguments) {
        var ids = new ArrayList<Object>();
        for (Log.Transaction transaction :
                log(arguments).transactions(arguments.get(1), arguments.get(2))) {
            ids.add(EntityId.ofTransaction(transaction.t()));
        }
        return ids;
    }

    /// `(tx-data ?log ?tx)`
    static Object transactionData(List<? extends @Nullable Object> arguments) {
        Object start = arguments.get(1);
        if (!(start instanceof Long id)) {
            throw failed("tx-data needs a transaction").with("given", start);
        }
        long t = EntityId.isTransaction(id) ? EntityId.sequence(id) : id;
        var datoms = new ArrayList<Object>();
        log(arguments)
                .transactions(t, t + 1)
                .forEach(transaction -> datoms.addAll(transaction.datoms()));
        return datoms;
    }

    static @Nullable Object ident(List<? extends @Nullable Object> arguments) {
        Object entity = arguments.get(1);
        return entity == null ? null : database(arguments).ident(entity).orElse(null);
    }

    static @Nullable Object entid(List<? extends @Nullable Object> arguments) {
        OptionalLong id = database(arguments).entid(arguments.get(1));
        return id.isPresent() ? (Object) id.getAsLong() : null;
    }

    static @Nullable Object entity(List<? extends @Nullable Object> arguments) {
        Object entity = arguments.get(1);
        return entity == null ? null : database(arguments).entity(entity).orElse(null);
    }

    static @Nullable Object pull(List<? extends @Nullable Object> arguments) {
        Object pattern = arguments.get(1);
        Object entity = arguments.get(2);
        return pattern == null || entity == null ? null : database(arguments).pull(pattern, entity);
    }

    static Object isHistory(List<? extends @Nullable Object> arguments) {
        return database(arguments).isHistory();
    }

    private static Database database(List<? extends @Nullable Object> arguments) {
        if (arguments.getFirst() instanceof Database database) {
            return database;
        }
        throw FactumError.of(DbErrorCode.INVALID_DATA_SOURCE, "The first argument is a database")
                .with("given", arguments.getFirst());
    }

    private static Log log(List<? extends @Nullable Object> arguments) {
        if (arguments.getFirst() instanceof Log log) {
            return log;
        }
        throw FactumError.of(DbErrorCode.INVALID_DATA_SOURCE, "The first argument is a log")
                .with("given", arguments.getFirst());
    }

    private static FactumError failed(String text) {
        return FactumError.of(DbErrorCode.QUERY_FN_FAILED, text);
    }
}
