package dev.factum.facts.pull;

import dev.factum.facts.database.Database;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.pull.PullPattern.AttributeSpec;
import dev.factum.facts.schema.AttributeDefinition;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// One walk down from one entity, [Level] by level, which ends if it goes too deep, shows too much
/// or meets a component again. Not thread-safe.
final class Walk {

    private static final int MAX_DEPTH = 400;

    /// An entity can be met on ever so many ways, and is shown on each: eight that all refer to
    /// each other are shown a hundred thousand times.
    private static final int MAX_SHOWN = 1_000_000;

    private static final int SHOWN_BETWEEN_REPORTS = 1_024;
    static final Object[] ID_ALONE = {BoundPattern.DB_ID};

    private final Database database;
    private final BiFunction<AttributeSpec, @Nullable Object, @Nullable Object> options;
    private final BoundPattern everything;
    private final Definitions definitions;

    /// The components that are on the way down.
    private final Set<Object> components = new HashSet<>();

    private final IntConsumer observer;
    private int depth;
    private int shownValues;

    /// @param options what the options of an attribute make of its value, or of none
    /// @param observer told from time to time how many more values are shown
    Walk(
            Database database,
            BiFunction<AttributeSpec, @Nullable Object, @Nullable Object> options,
            IntConsumer observer) {
        this.database = database;
        this.observer = observer;
        this.options = options;
        this.everything = BoundPattern.of(PullPattern.EVERYTHING, database);
        this.definitions = new Definitions(database.schema());
    }

    /// @param named true if the entity was not given by its id, and so is not yet on the way
    @Nullable Tree root(BoundPattern pattern, long entity, boolean named) {
        Tree tree = new Level(this, pattern, entity, null, pattern.depths, !named).tree();
        observer.accept(shownValues % SHOWN_BETWEEN_REPORTS);
        return tree;
    }

    Database database() {
        return database;
    }

    AttributeDefinition definition(long attribute) {
        return definitions.of(attribute);
    }

    /// What the options of an attribute make of its value, or of none.
    @Nullable Object optioned(AttributeSpec attribute, @Nullable Object value) {
        return options.apply(attribute, value);
    }

    /// One more value or entity is shown.
    void count() {
        shownValues++;
        if (shownValues % SHOWN_BETWEEN_REPORTS == 0) {
            observer.accept(SHOWN_BETWEEN_REPORTS);
        }
        if (shownValues > MAX_SHOWN) {
            throw FactumError.of(DbErrorCode.LIMIT_EXCEEDED, "A pull shows too much")
                    .with("values", MAX_SHOWN);
        }
    }

    /// An entity that was come to on this way.
    @Nullable Tree entity(BoundPattern pattern, long entity, @Nullable Way way, int[] depths) {
        if (++depth > MAX_DEPTH) {
            throw FactumError.of(DbErrorCode.LIMIT_EXCEEDED, "A pull went too deep")
                    .with("depth", MAX_DEPTH);
        }
        count();
        Tree tree = new Level(this, pattern, entity, way, depths, true).tree();
        depth--;
        return tree;
    }

    /// A value as it is shown without a pattern: references by id, components as a whole.
    Object plain(Object value, boolean reference, boolean component, @Nullable Way way) {
        if (!reference) {
            return value;
        }
        if (!component || !components.add(value)) {
            return Tree.of(ID_ALONE, value);
        }
        Tree part = entity(everything, (Long) value, way, everything.depths);
        components.remove(value);
        return part == null ? Tree.of(ID_ALONE, value) : part;
    }
}
