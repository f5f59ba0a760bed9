package dev.factum.facts.query;

import dev.factum.facts.datom.Datom;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects which row met which datom, and makes the joined relation of it. Not thread-safe.
///
/// Where the pattern brings no new variable, a row is kept or not; how often it matched is
/// forgotten.
final class Matches {

    private final Relation relation;
    private final DatomPattern pattern;
    private final Meter meter;
    private final List<Variable> added;
    private final Place[] places;
    private final ColumnBuilder[] columns;
    private final RowList rows = new RowList();
    private final BitSet kept = new BitSet();
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

    /// True if one match of a row is as good as many.
    boolean oneIsEnough() {
        return places.length == 0;
    }

    boolean isKept(int row) {
        return kept.get(row);
    }

    void add(int row, Datom datom) {
        if (places.length == 0) {
            kept.set(row);
            return;
        }
        ordered &= row >= last;
        last = row;
        rows.add(row);
        meter.holds(rows.size());
        for (int index = 0; index < places.length; index++) {
            switch (places[index]) {
                case ENTITY -> columns[index].addLong(datom.e());
                case ATTRIBUTE -> columns[index].addLong(datom.a());
                case VALUE -> columns[index].add(datom.v());
                case TRANSACTION -> columns[index].addLong(datom.tx());
                case ADDED -> columns[index].add(datom.added());
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
        boolean distinct = relation.distinct() && pattern.isFaithful();
        return new Relation(names, all, rows.size(), order(byEntity), distinct);
    }

    private @Nullable Variable order(boolean byEntity) {
        if (byEntity) {
            return pattern.variableAt(Place.ENTITY);
        }
        return ordered ? relation.sortedBy() : null;
    }
}
