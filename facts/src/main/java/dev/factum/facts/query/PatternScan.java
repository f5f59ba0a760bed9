package dev.factum.facts.query;

import dev.factum.facts.database.Database;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.schema.AttributeDefinition;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Joins a relation with the datoms of a pattern, in one of three ways:
///
/// - *seek*: one look into an index for each distinct row, where the rows are few;
/// - *merge*: one walk over an index in the order of the rows' entities;
/// - *hash*: one walk over an index, each datom looking for its rows.
final class PatternScan {

    /// How many datoms can be walked over in the time of one look into an index.
    private static final long SEEK_COST = 12;

    private final DatomPattern pattern;
    private final Database database;
    private final Relation relation;
    private final Meter meter;
    private final Matches matches;
    private final List<Variable> bound;

    PatternScan(DatomPattern pattern, Relation relation, Meter meter) {
        this.pattern = pattern;
        this.database = pattern.database();
        this.relation = relation;
        this.meter = meter;
        this.matches = new Matches(relation, pattern, meter);
        this.bound = pattern.variables().stream().filter(relation::has).toList();
    }

    Relation join(ValueRange range) {
        if (pattern.isImpossible()) {
            return matches.joined(false);
        }
        AccessPath path = pattern.path();
        if (path == null || prefersSeek(path)) {
            return seek();
        }
        boolean ranged = !range.isOpen() && path.order() == IndexOrder.AEVT;
        Iterator<Datom> datoms = ranged ? ranged(range) : path.scan(database);
        boolean byEntity = path.byEntity() && !ranged;
        DatomTest test =
                new DatomTest(
                        pattern, pattern.unanswered(true, true, path.coversValue() && !ranged));
        if (bound.isEmpty()) {
            return product(datoms, test, byEntity);
        }
        Variable entity = pattern.variableAt(Place.ENTITY);
        if (byEntity
                && entity != null
                && relation.isSortedBy(entity)
                && relation.column(entity) instanceof Column.Longs(long[] entities)) {
            return merge(datoms, test, entities);
        }
        return hash(datoms, test, byEntity);
    }

    private boolean prefersSeek(AccessPath path) {
        if (hasNames(Place.ENTITY) || hasNames(Place.ATTRIBUTE)) {
            return true;
        }
        boolean narrows =
                isBound(Place.ENTITY)
                        || isBound(Place.ATTRIBUTE)
                        || (isBound(Place.VALUE) && AccessPath.findsValues(pattern.attribute()));
        return narrows && relation.size() * SEEK_COST < path.count(database);
    }

    private boolean isBound(Place place) {
        Variable variable = pattern.variableAt(place);
        return variable != null && relation.has(variable);
    }

    /// True if the rows hold something else than ids here.
    private boolean hasNames(Place place) {
        Variable variable = pattern.variableAt(place);
        return variable != null
                && relation.has(variable)
                && !(relation.column(variable) instanceof Column.Longs);
    }

    private Iterator<Datom> ranged(ValueRange range) {
        AttributeDefinition attribute = Objects.requireNonNull(pattern.attribute());
        Object to = range.to();
        Object end = to instanceof Long last && last < Long.MAX_VALUE ? (Object) (last + 1) : null;
        return database.range(attribute.id(), range.from(), end);
    }

    // ---- every row with every datom

    private Relation product(Iterator<Datom> datoms, DatomTest test, boolean byEntity) {
        while (datoms.hasNext()) {
            Datom datom = datoms.next();
            meter.tick();
            if (test.accepts(datom)) {
                for (int row = 0; row < relation.size(); row++) {
                    matches.add(row, datom);
                }
                if (matches.oneIsEnough()) {
                    break;
                }
            }
        }
        return matches.joined(byEntity);
    }

    // ---- one walk, rows in the same order

    private Relation merge(Iterator<Datom> datoms, DatomTest test, long[] entities) {
        int size = relation.size();
        List<Variable> others =
                bound.stream().filter(name -> pattern.placeOf(name) != Place.ENTITY).toList();
        int row = 0;
        while (row < size && datoms.hasNext()) {
            Datom datom = datoms.next();
            meter.tick();
            while (row < size && entities[row] < datom.e()) {
                row++;
            }
            for (int match = row; match < size && entities[match] == datom.e(); match++) {
                if (test.accepts(datom) && agrees(match, datom, others)) {
                    matches.add(match, datom);
                }
            }
        }
        return matches.joined(true);
    }

    private boolean agrees(int row, Datom datom, List<Variable> variables) {
        for (Variable variable : variables) {
            Object part = pattern.placeOf(variable).of(datom);
            if (!Keys.same(relation.column(variable).get(row), part)) {
                return false;
            }
        }
        return true;
    }

    // ---- one walk, rows found by their key

    private Relation hash(Iterator<Datom> datoms, DatomTest test, boolean byEntity) {
        RowIndex index = RowIndex.of(relation.columns(bound), relation.size());
        Place[] places = bound.stream().map(pattern::placeOf).toArray(Place[]::new);
        boolean byEntityOnly = places.length == 1 && places[0] == Place.ENTITY;
        var key = new @Nullable Object[places.length];
        while (datoms.hasNext()) {
            Datom datom = datoms.next();
            meter.tick();
            int group;
            if (byEntityOnly) {
                group = index.find(datom.e());
            } else {
                for (int part = 0; part < places.length; part++) {
                    key[part] = places[part].of(datom);
                }
                group = index.find(key);
            }
            if (group >= 0 && test.accepts(datom)) {
                addGroup(index, group, datom);
            }
        }
        return matches.joined(byEntity && isBound(Place.ENTITY));
    }

    private void addGroup(RowIndex index, int group, Datom datom) {
        int row = index.firstRow(group);
        if (matches.oneIsEnough() && matches.isKept(row)) {
            return;
        }
        for (; row >= 0; row = index.nextRow(row)) {
            matches.add(row, datom);
        }
    }

    // ---- one look per distinct row

    private Relation seek() {
        RowIndex index = RowIndex.of(relation.columns(bound), relation.size());
        for (int group = 0; group < index.groups(); group++) {
            seek(index, group);
        }
        return matches.joined(false);
    }

    private void seek(RowIndex index, int group) {
        int row = index.firstRow(group);
        Long e = id(Place.ENTITY, row);
        Long a = id(Place.ATTRIBUTE, row);
        Object v = value(row);
        AccessPath path = pattern.path(e, a, v);
        Iterator<Datom> datoms =
                path != null ? path.scan(database) : ValueScan.of(database, v, pattern);
        Map<Place, Object> unanswered = pattern.unanswered(e != null, a != null, false);
        DatomTest test = new DatomTest(pattern, unanswered);
        List<Variable> others =
                bound.stream()
                        .filter(name -> pattern.placeOf(name).compareTo(Place.ATTRIBUTE) > 0)
                        .toList();
        while (datoms.hasNext()) {
            Datom datom = datoms.next();
            meter.tick();
            if (test.accepts(datom)
                    && (a == null || datom.a() == a)
                    && agrees(row, datom, others)) {
                addGroup(index, group, datom);
                if (matches.oneIsEnough()) {
                    return;
                }
            }
        }
    }

    private @Nullable Long id(Place place, int row) {
        Long id = pattern.fixedId(place);
        Variable variable = pattern.variableAt(place);
        if (id != null || variable == null || !relation.has(variable)) {
            return id;
        }
        return entity(relation.column(variable).get(row));
    }

    private @Nullable Object value(int row) {
        Variable variable = pattern.variableAt(Place.VALUE);
        return variable != null && relation.has(variable)
                ? Keys.canonical(relation.column(variable).get(row))
                : pattern.fixed(Place.VALUE);
    }

    private Long entity(@Nullable Object name) {
        if (name instanceof Long id) {
            return id;
        }
        return EntityNames.resolve(database, name);
    }
}
