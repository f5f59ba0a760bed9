package dev.factum.facts.query;

import dev.factum.facts.database.Database;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Joins a relation with the datoms of a pattern, in one of four ways:
///
/// - *scan*: one walk over an index, every row with every datom, where they share no variable;
/// - *seek*: one look into an index for each distinct row, where the rows are few;
/// - *merge*: one walk over an index in the order of the rows' entities, leaping over what does not
///   match;
/// - *hash*: one walk over an index, each datom looking for its rows.
final class PatternScan {

    /// How many datoms can be leapt over in the time of one look into an index.
    private static final long SEEK_COST_OF_MERGE = 2_000;

    /// How many datoms can look for their rows in the time of one look into an index.
    private static final long SEEK_COST_OF_HASH = 20;

    private final DatomPattern pattern;
    private final Database database;
    private final Relation relation;
    private final Meter meter;
    private final Matches matches;
    private final List<Variable> bound;

    PatternScan(DatomPattern pattern, Relation relation, Meter meter) {
        Set<Variable> constant = constant(pattern, relation);
        this.pattern = constant.isEmpty() ? pattern : pattern.with(relation, constant::contains);
        this.database = pattern.database();
        this.relation = relation;
        this.meter = meter;
        this.matches = new Matches(relation, pattern, meter);
        this.bound =
                pattern.variables().stream()
                        .filter(name -> relation.has(name) && !constant.contains(name))
                        .toList();
    }

    /// @param range what later steps will ask of the pattern's value
    /// @param cap how many rows are enough of a scan, if not all are needed
    Relation join(ValueRange range, @Nullable Cap cap) {
        AccessPath path = pattern.path();
        JoinKind kind = kind(path, range);
        return switch (kind) {
            case NOTHING -> matches.joined(false);
            case SEEK -> new SeekJoin(pattern, relation, bound, meter, matches).join();
            case SCAN, MERGE, HASH ->
                    path == null ? matches.joined(false) : walk(path, range, kind, cap);
        };
    }

    /// The variables that have one value in all rows.
    private static Set<Variable> constant(DatomPattern pattern, Relation relation) {
        var constant = new HashSet<Variable>();
        for (Variable variable : pattern.variables()) {
            if (relation.has(variable)
                    && (relation.size() == 1 || relation.column(variable) instanceof Column.Same)) {
                constant.add(variable);
            }
        }
        return constant;
    }

    /// How [#join] goes about it.
    Access access(ValueRange range) {
        AccessPath path = pattern.path();
        JoinKind kind = kind(path, range);
        boolean narrowed =
                kind != JoinKind.SEEK && path != null && path.canNarrow(pattern.attribute(), range);
        return PatternAccess.of(pattern, path, kind, narrowed);
    }

    private JoinKind kind(@Nullable AccessPath path, ValueRange range) {
        if (pattern.isImpossible()) {
            return JoinKind.NOTHING;
        }
        if (path == null || hasNames(Place.ENTITY) || hasNames(Place.ATTRIBUTE)) {
            return JoinKind.SEEK;
        }
        if (bound.isEmpty()) {
            return JoinKind.SCAN;
        }
        boolean merges = canMerge(path, range);
        long cost = merges && !database.isTracked() ? SEEK_COST_OF_MERGE : SEEK_COST_OF_HASH;
        if (seekNarrows() && relation.size() * cost < path.count(database)) {
            return JoinKind.SEEK;
        }
        return merges ? JoinKind.MERGE : JoinKind.HASH;
    }

    private boolean canMerge(AccessPath path, ValueRange range) {
        Variable entity = pattern.variableAt(Place.ENTITY);
        return path.byEntity()
                && !path.canNarrow(pattern.attribute(), range)
                && entity != null
                && relation.isSortedBy(entity)
                && relation.column(entity) instanceof Column.Longs;
    }

    private boolean seekNarrows() {
        return isBound(Place.ENTITY)
                || isBound(Place.ATTRIBUTE)
                || (isBound(Place.VALUE) && AccessPath.findsValues(pattern.attribute()));
    }

    private boolean isBound(Place place) {
        Variable variable = pattern.variableAt(place);
        return variable != null && bound.contains(variable);
    }

    /// True if the rows hold something else than ids here.
    private boolean hasNames(Place place) {
        Variable variable = pattern.variableAt(place);
        return variable != null
                && bound.contains(variable)
                && !(relation.column(variable) instanceof Column.Longs);
    }

    private Relation walk(AccessPath path, ValueRange range, JoinKind kind, @Nullable Cap cap) {
        boolean narrowed = path.canNarrow(pattern.attribute(), range);
        Batches batches =
                narrowed
                        ? path.batches(database, pattern.attribute(), range)
                        : path.batches(database);
        var test =
                new BatchTest(
                        pattern,
                        pattern.unanswered(true, true, path.coversValue() && !narrowed),
                        narrowed ? ValueRange.ALL : range);
        boolean byEntity = path.byEntity() && !narrowed;
        switch (kind) {
            case MERGE ->
                    new MergeJoin(pattern, relation, bound, meter, matches)
                            .walk(batches, test, path.count(database));
            case HASH -> new HashJoin(pattern, relation, bound, meter, matches).walk(batches, test);
            case SCAN, SEEK, NOTHING -> product(batches, test, cap);
        }
        return switch (kind) {
            case MERGE -> matches.joined(byEntity);
            case SCAN -> matches.joined(byEntity && relation.size() == 1);
            case HASH, SEEK, NOTHING -> matches.joined(byEntity && isBound(Place.ENTITY));
        };
    }

    private void product(Batches batches, BatchTest test, @Nullable Cap cap) {
        for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
            meter.ticks(batch.size());
            int passed = test.pick(batch);
            int count = cap == null ? passed : cap.left(matches.size(), passed);
            for (int row = 0; row < relation.size(); row++) {
                matches.addAll(row, batch, test.picked(), count);
            }
            boolean settled = count > 0 && matches.oneIsEnough();
            if (settled || (cap != null && cap.isReached())) {
                return;
            }
        }
    }
}
