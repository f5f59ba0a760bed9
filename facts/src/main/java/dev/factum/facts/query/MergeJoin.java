package dev.factum.facts.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Joins rows with datoms that are both in rising order of the same entity. Each side leaps over
/// what the other does not have, with steps that double: Bentley and Yao, *An Almost Optimal
/// Algorithm for Unbounded Searching* (1976). Not thread-safe.
final class MergeJoin {

    /// Of so many datoms for each row, single ones are looked for.
    private static final int SPARSE = 64;

    private final DatomPattern pattern;
    private final Relation relation;
    private final Meter meter;
    private final Matches matches;
    private final long[] entities;
    private final List<Variable> others;
    private long[] found = new long[0];

    MergeJoin(
            DatomPattern pattern,
            Relation relation,
            List<Variable> bound,
            Meter meter,
            Matches matches) {
        this.pattern = pattern;
        this.relation = relation;
        this.meter = meter;
        this.matches = matches;
        this.entities = entities(pattern, relation);
        this.others = bound.stream().filter(name -> pattern.placeOf(name) != Place.ENTITY).toList();
    }

    private static long[] entities(DatomPattern pattern, Relation relation) {
        Variable entity = pattern.variableAt(Place.ENTITY);
        return entity != null && relation.column(entity) instanceof Column.Longs(long[] values)
                ? values
                : new long[0];
    }

    /// @param datoms about how many datoms the batches hold
    void walk(Batches batches, BatchTest test, long datoms) {
        long left = datoms;
        int row = 0;
        int size = relation.size();
        while (row < size) {
            Batch batch = batches.next();
            if (batch == null) {
                return;
            }
            meter.tick();
            if (batch.lastEntity() >= entities[row]) {
                boolean sparse = (long) (size - row) * SPARSE < left;
                row = sparse ? leap(batch, test, row) : merge(batch, test, row);
                matches.flush(batch);
            }
            left -= batch.size();
        }
    }

    /// Looks for each row's entity where the batch is much longer than the rows.
    private int leap(Batch batch, BatchTest test, int start) {
        int size = relation.size();
        int row = start;
        int at = 0;
        while (row < size) {
            meter.tick();
            long entity = entities[row];
            at = batch.entityAtLeast(entity, at);
            if (at == batch.size()) {
                return row;
            }
            int end = row + 1;
            while (end < size && entities[end] == entity) {
                end++;
            }
            addAll(batch, test, at, row, end);
            if (batch.lastEntity() == entity) {
                return row;
            }
            row = end;
        }
        return row;
    }

    /// The rows from `row` to `end` with the datoms of the same entity from `at` on.
    private void addAll(Batch batch, BatchTest test, int at, int row, int end) {
        for (int match = at;
                match < batch.size() && batch.entity(match) == entities[row];
                match++) {
            if (test.accepts(batch, match)) {
                for (int mine = row; mine < end; mine++) {
                    if (agreesAlone(mine, batch, match)) {
                        matches.add(mine, batch, match);
                    }
                }
            }
        }
    }

    private boolean agreesAlone(int row, Batch batch, int batchRow) {
        for (Variable variable : others) {
            Object theirs = batch.get(pattern.placeOf(variable), batchRow);
            if (!Keys.same(relation.column(variable).get(row), theirs)) {
                return false;
            }
        }
        return true;
    }

    private int merge(Batch batch, BatchTest test, int row) {
        long[] all = batch.entities();
        meter.ticks(batch.size());
        if (test.acceptsAll()) {
            return merge(batch, all, null, batch.size(), row);
        }
        int count = test.pick(batch);
        int[] picked = test.picked();
        if (found.length < count) {
            found = new long[picked.length];
        }
        for (int at = 0; at < count; at++) {
            found[at] = all[picked[at]];
        }
        return merge(batch, found, picked, count, row);
    }

    /// @param given the entities of the batch, or of the picked rows of it
    /// @return the first row that may match the next batch
    private int merge(Batch batch, long[] given, int @Nullable [] picked, int count, int start) {
        int size = relation.size();
        int row = start;
        int at = 0;
        while (at < count && row < size) {
            if (given[at] < entities[row]) {
                at = leap(given, at, count, entities[row]);
            } else if (given[at] > entities[row]) {
                row = leap(entities, row, size, given[at]);
            } else {
                int batchRow = picked == null ? at : picked[at];
                for (int match = row; match < size && entities[match] == given[at]; match++) {
                    if (others.isEmpty() || agrees(match, batch, batchRow)) {
                        matches.add(match, batch, batchRow);
                    }
                }
                at++;
            }
        }
        return row;
    }

    private boolean agrees(int row, Batch batch, int batchRow) {
        for (Variable variable : others) {
            Column theirs = batch.column(pattern.placeOf(variable));
            if (!relation.column(variable).sameAs(row, theirs, batchRow)) {
                return false;
            }
        }
        return true;
    }

    /// The first place after `from` whose number is at least `key`, or `end`; the number at `from`
    /// is less.
    static int leap(long[] sorted, int from, int end, long key) {
        int low = from;
        int step = 1;
        while (step < end - low && sorted[low + step] < key) {
            low += step;
            step *= 2;
        }
        int high = Math.min(step, end - low) + low;
        while (low + 1 < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < key) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
