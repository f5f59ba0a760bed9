package dev.factum.facts.query;

import dev.factum.facts.database.Database;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What an ident, a lookup ref or an id stands for in a query, where it has to stand for something.
final class EntityNames {

    private EntityNames() {}

    static long resolve(Database database, @Nullable Object name) {
        if (name instanceof Long id) {
            return id;
        }
        if (name instanceof String text && !text.startsWith(":")) {
            throw FactumError.of(
                            DbErrorCode.NOT_A_KEYWORD,
                            "Cannot interpret a text as a keyword: it has no leading colon")
                    .with("given", text);
        }
        OptionalLong id = database.entid(name);
        if (id.isEmpty()) {
            throw FactumError.of(DbErrorCode.NOT_AN_ENTITY, "Unable to resolve entity")
                    .with("entity", name);
        }
        return id.getAsLong();
    }
}
