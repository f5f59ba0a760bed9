package dev.factum.facts.query;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Collects which row met which datom, and makes the joined relation of it. Not thread-safe.
///
/// Where the pattern brings no new variable, a row is kept or not; how often it matched is
/// forgotten.
final class Matches {

    /// So many pairs wait before their values are copied.
    private static final int WAITING = 4_096;

    /// Of a batch with so many datoms for each that matched, single values are read, not columns.
    private static final int FEW = 16;

    private final Relation relation;
    private final DatomPattern pattern;
    private final Meter meter;
    private final List<Variable> added;
    private final Place[] places;
    private final ColumnBuilder[] columns;
    private final RowList rows = new RowList();
    private final int[] waiting = new int[WAITING];
    private final BitSet kept = new BitSet();
    private int waitingCount;
    private boolean ordered = true;
    private int last = -1;

    Matches(Relation relation, DatomPattern pattern, Meter meter) {
        this.relation = relation;
        this.pattern = pattern;
        this.meter = meter;
        this.added = pattern.variables().stream().filter(name -> !relation.has(name)).toList();
        this.places = added.stream().map(pattern::placeOf).toArray(Place[]::new);
        this.columns = new ColumnBuilder[places.length];
        for (int index = 0; index < places.length; index++) {
            columns[index] = new ColumnBuilder();
        }
    }

    int size() {
        return rows.size();
    }

    /// True if one match of a row is as good as many.
    boolean oneIsEnough() {
        return places.length == 0;
    }

    boolean isKept(int row) {
        return kept.get(row);
    }

    /// A row of the relation met a row of the batch. Before another batch comes, [#flush] must be
    /// called.
    void add(int row, Batch batch, int batchRow) {
        if (places.length == 0) {
            kept.set(row);
            return;
        }
        ordered &= row >= last;
        last = row;
        rows.add(row);
        waiting[waitingCount++] = batchRow;
        if (waitingCount == WAITING) {
            flush(batch);
        }
    }

    /// A row of the relation met some rows of the batch.
    void addAll(int row, Batch batch, int[] batchRows, int count) {
        if (places.length == 0) {
            kept.set(row, row + (count > 0 ? 1 : 0));
            return;
        }
        flush(batch);
        ordered &= row >= last;
        last = row;
        rows.addRepeated(row, count);
        copy(batch, batchRows, count);
    }

    /// Copies what waits of this batch.
    void flush(Batch batch) {
        copy(batch, waiting, waitingCount);
        waitingCount = 0;
    }

    private void copy(Batch batch, int[] batchRows, int count) {
        if (count == 0) {
            return;
        }
        meter.ticks(count);
        meter.holds(rows.size(), relation.variables().size() + places.length);
        boolean few = count * FEW < batch.size();
        for (int index = 0; index < places.length; index++) {
            if (few) {
                for (int at = 0; at < count; at++) {
                    columns[index].add(batch.get(places[index], batchRows[at]));
                }
            } else {
                columns[index].addAll(batch.column(places[index]), batchRows, count);
            }
        }
    }

    /// The joined relation.
    ///
    /// @param byEntity true if the datoms were added in rising order of their entities
    Relation joined(boolean byEntity) {
        if (places.length == 0) {
            int[] picked = kept.stream().toArray();
            return relation.pick(picked, picked.length);
        }
        var names = new ArrayList<>(relation.variables());
        names.addAll(added);
        List<Column> all = relation.gather(rows.array(), rows.size());
        for (ColumnBuilder column : columns) {
            all.add(column.column());
        }
        return new Relation(names, all, rows.size(), order(byEntity), key());
    }

    private @Nullable Set<Variable> key() {
        Set<Variable> ofPattern = pattern.key();
        if (relation.key() == null || ofPattern == null) {
            return null;
        }
        var both = new HashSet<>(relation.key());
        both.addAll(ofPattern);
        return both;
    }

    private @Nullable Variable order(boolean byEntity) {
        if (byEntity) {
            return pattern.variableAt(Place.ENTITY);
        }
        return ordered ? relation.sortedBy() : null;
    }
}
