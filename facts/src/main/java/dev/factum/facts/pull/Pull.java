package dev.factum.facts.pull;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.pull.PullPattern.AttributeSpec;
import dev.factum.facts.value.Symbol;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Runs a pull pattern on a database value. One instance serves one database; not thread-safe.
///
/// Many values come as an unmodifiable list in index order. Where a recursion ends, by its depth or
/// because it came back to an entity from which it went on before, the ids of what is referred to
/// are shown if the pattern asks for ids, and nothing otherwise. Components in a circle are shown
/// by their ids.
public final class Pull {

    private final Database database;
    private final Function<Symbol, Functions.@Nullable QueryFunction> transforms;

    private Pull(
            Database database, Function<Symbol, Functions.@Nullable QueryFunction> transforms) {
        this.database = database;
        this.transforms = transforms;
    }

    /// Pulls from this database; `:xform` names are looked up by `transforms`.
    public static Pull from(
            Database database, Function<Symbol, Functions.@Nullable QueryFunction> transforms) {
        database.requireMoment("pull");
        return new Pull(database, transforms);
    }

    /// The tree of facts about an entity, or null where there is nothing to show.
    ///
    /// @param reference an entity id, ident or lookup ref. An entity that is named, and not given
    ///   by its id, is not yet known to a recursion, which may come back to it once: as in Datomic.
    public @Nullable Map<Object, @Nullable Object> pull(
            PullPattern pattern, @Nullable Object reference) {
        return pull(pattern, reference, _ -> {});
    }

    /// The same, for one who counts.
    ///
    /// @param observer told from time to time how many more values are shown; may throw
    public @Nullable Map<Object, @Nullable Object> pull(
            PullPattern pattern, @Nullable Object reference, IntConsumer observer) {
        OptionalLong id = database.entid(reference);
        if (id.isEmpty()) {
            return missing(pattern);
        }
        boolean named = !(reference instanceof Long || reference instanceof Integer);
        return new Walk(database, this::shown, observer)
                .root(BoundPattern.of(pattern, database), id.getAsLong(), named);
    }

    /// What a pattern says of an entity that is not there: `{:db/id nil}` if the id is asked for,
    /// and the defaults.
    private @Nullable Map<Object, @Nullable Object> missing(PullPattern pattern) {
        var tree = new Tree.Builder(Tree.NO_KEYS);
        if (pattern.withId()) {
            tree.put(BoundPattern.DB_ID, null);
        }
        for (AttributeSpec spec : pattern.attributes()) {
            Object shown = shown(spec, null);
            if (shown != null) {
                tree.replace(spec.key(), shown);
            }
        }
        return tree.build();
    }

    /// What the options of an attribute make of its value, or of none.
    private @Nullable Object shown(AttributeSpec spec, @Nullable Object value) {
        if (spec.transform() != null) {
            return transformed(spec.transform(), value);
        }
        return value == null ? spec.defaultValue() : value;
    }

    private @Nullable Object transformed(Symbol name, @Nullable Object value) {
        Functions.QueryFunction function = transforms.apply(name);
        if (function == null) {
            throw FactumError.of(
                            DbErrorCode.NOT_ALLOWED_FN,
                            "This function is not offered to pulls as :xform")
                    .with("function", name);
        }
        try {
            return function.apply(Collections.singletonList(value));
        } catch (RuntimeException failed) {
            throw FactumError.of(DbErrorCode.QUERY_FN_FAILED, "An xform failed", failed)
                    .with("function", name)
                    .with("value", value);
        }
    }
}
