package dev.factum.facts.query;

import java.util.Arrays;
import java.util.List;

/// Joins rows with datoms that look for them by the values they share. Not thread-safe.
final class HashJoin {

    private static final int UNKNOWN = -2;

    private final Relation relation;
    private final Meter meter;
    private final Matches matches;
    private final Place[] places;
    private final RowIndex index;

    HashJoin(
            DatomPattern pattern,
            Relation relation,
            List<Variable> bound,
            Meter meter,
            Matches matches) {
        this.relation = relation;
        this.meter = meter;
        this.matches = matches;
        this.places = bound.stream().map(pattern::placeOf).toArray(Place[]::new);
        this.index = RowIndex.of(relation.columns(bound), relation.size(), meter);
    }

    void walk(Batches batches, BatchTest test) {
        if (relation.isEmpty()) {
            return;
        }
        for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
            meter.ticks(batch.size());
            int count = test.pick(batch);
            probe(batch, test.picked(), count);
            matches.flush(batch);
        }
    }

    private void probe(Batch batch, int[] picked, int count) {
        var keys = new Column[places.length];
        for (int part = 0; part < keys.length; part++) {
            keys[part] = batch.column(places[part]);
        }
        if (keys.length == 1 && keys[0] instanceof Column.Longs(long[] numbers)) {
            for (int at = 0; at < count; at++) {
                addGroup(index.find(numbers[picked[at]]), batch, picked[at]);
            }
        } else if (keys.length == 1
                && keys[0] instanceof Column.Listed(int[] listed, Dictionary dictionary)) {
            var groups = new int[dictionary.size()];
            Arrays.fill(groups, UNKNOWN);
            for (int at = 0; at < count; at++) {
                int place = listed[picked[at]];
                if (groups[place] == UNKNOWN) {
                    groups[place] = index.find(keys, picked[at]);
                }
                addGroup(groups[place], batch, picked[at]);
            }
        } else {
            for (int at = 0; at < count; at++) {
                addGroup(index.find(keys, picked[at]), batch, picked[at]);
            }
        }
    }

    private void addGroup(int group, Batch batch, int batchRow) {
        if (group < 0) {
            return;
        }
        int row = index.firstRow(group);
        if (matches.oneIsEnough() && matches.isKept(row)) {
            return;
        }
        for (; row >= 0; row = index.nextRow(row)) {
            matches.add(row, batch, batchRow);
        }
    }
}
