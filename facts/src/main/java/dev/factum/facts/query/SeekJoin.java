package dev.factum.facts.query;

import dev.factum.facts.database.Database;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.Slice;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Joins rows with datoms by one look into an index for each distinct row. Not thread-safe.
final class SeekJoin {

    private final DatomPattern pattern;
    private final Database database;
    private final Relation relation;
    private final Meter meter;
    private final Matches matches;
    private final List<Variable> bound;
    private final RowIndex index;
    private final boolean oneSettles;
    private final BatchTest test;
    private Datom[] found = new Datom[16];
    private int[] groups = new int[16];
    private int count;

    SeekJoin(
            DatomPattern pattern,
            Relation relation,
            List<Variable> bound,
            Meter meter,
            Matches matches) {
        this.pattern = pattern;
        this.database = pattern.database();
        this.relation = relation;
        this.meter = meter;
        this.matches = matches;
        this.bound = bound;
        this.index = RowIndex.of(relation.columns(bound), relation.size(), meter);
        boolean knowsEntity = isKnown(Place.ENTITY);
        boolean knowsAttribute = isKnown(Place.ATTRIBUTE);
        this.test =
                new BatchTest(
                        pattern,
                        pattern.unanswered(knowsEntity, knowsAttribute, false),
                        ValueRange.ALL);
        this.oneSettles = matches.oneIsEnough() && test.acceptsAll() && bound.size() < 2;
    }

    private boolean isKnown(Place place) {
        Variable variable = pattern.variableAt(place);
        return pattern.fixedId(place) != null || (variable != null && relation.has(variable));
    }

    Relation join() {
        for (int group = 0; group < index.groups(); group++) {
            seek(group);
        }
        flush();
        return matches.joined(false);
    }

    private void seek(int group) {
        int row = index.firstRow(group);
        Long e = id(Place.ENTITY, row);
        Long a = id(Place.ATTRIBUTE, row);
        Object v = value(row);
        AccessPath path = pattern.path(e, a, v);
        Iterator<Datom> datoms =
                path != null ? path.scan(database) : ValueScan.of(database, v, pattern);
        while (datoms.hasNext()) {
            meter.tick();
            Datom datom = datoms.next();
            add(group, datom);
            if (oneSettles && (v == null || Keys.same(datom.v(), v))) {
                return;
            }
        }
    }

    private void add(int group, Datom datom) {
        if (count == found.length) {
            if (count >= Batches.SIZE) {
                flush();
            } else {
                found = Arrays.copyOf(found, count * 2);
                groups = Arrays.copyOf(groups, count * 2);
            }
        }
        found[count] = datom;
        groups[count++] = group;
    }

    private void flush() {
        if (count == 0) {
            return;
        }
        var batch = new Batch(new Slice.Objects(found, 0, count), new Batch.Scratch());
        int passed = test.pick(batch);
        int[] picked = test.picked();
        Column[] keys = relation.columns(bound).toArray(Column[]::new);
        for (int at = 0; at < passed; at++) {
            int group = groups[picked[at]];
            if (agrees(keys, index.firstRow(group), batch, picked[at])) {
                addGroup(group, batch, picked[at]);
            }
        }
        matches.flush(batch);
        count = 0;
    }

    private boolean agrees(Column[] keys, int row, Batch batch, int batchRow) {
        for (int part = 0; part < keys.length; part++) {
            Place place = pattern.placeOf(bound.get(part));
            boolean checked = place != Place.ENTITY || keys[part] instanceof Column.Longs;
            if (checked
                    && (place != Place.ATTRIBUTE || keys[part] instanceof Column.Longs)
                    && !keys[part].sameAs(row, batch.column(place), batchRow)) {
                return false;
            }
        }
        return true;
    }

    private void addGroup(int group, Batch batch, int batchRow) {
        int row = index.firstRow(group);
        if (matches.oneIsEnough() && matches.isKept(row)) {
            return;
        }
        for (; row >= 0; row = index.nextRow(row)) {
            matches.add(row, batch, batchRow);
        }
    }

    private @Nullable Long id(Place place, int row) {
        Long id = pattern.fixedId(place);
        Variable variable = pattern.variableAt(place);
        if (id != null || variable == null || !relation.has(variable)) {
            return id;
        }
        Object name = relation.column(variable).get(row);
        return name instanceof Long known ? known : EntityNames.resolve(database, name);
    }

    private @Nullable Object value(int row) {
        Variable variable = pattern.variableAt(Place.VALUE);
        return variable != null && relation.has(variable)
                ? Keys.canonical(relation.column(variable).get(row))
                : pattern.fixed(Place.VALUE);
    }
}
