package dev.factum.facts.query;

import dev.factum.facts.database.Functions.Aggregate;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts rows with equal values of the plain elements together, and aggregates the others over each
/// group. Not thread-safe.
final class Grouping {

    private final Relation rows;
    private final Meter meter;
    private final RowIndex index;

    Grouping(Relation rows, List<FindElement> elements, Meter meter) {
        this.rows = rows;
        this.meter = meter;
        List<Column> keys = new ArrayList<>();
        for (FindElement element : elements) {
            if (!(element instanceof FindElement.Aggregate)) {
                keys.add(rows.column(element.variable()));
            }
        }
        this.index = RowIndex.exactOf(keys, rows.size(), meter);
    }

    int groups() {
        return index.groups();
    }

    /// The value that all rows of a group have.
    Column key(FindElement element) {
        return rows.column(element.variable()).gather(index.firstRows(), index.groups());
    }

    Column aggregate(FindElement.Aggregate element, Aggregate function) {
        Column column = rows.column(element.variable());
        LongAggregate whole = LongAggregate.of(element);
        Column made =
                whole == null
                        ? null
                        : whole.over(column, index.groupOf(), rows.size(), index.groups());
        if (made != null) {
            return made;
        }
        var values = new ColumnBuilder();
        for (int group = 0; group < index.groups(); group++) {
            meter.call();
            values.add(aggregated(element, function, column, group));
        }
        return values.column();
    }

    private @Nullable Object aggregated(
            FindElement.Aggregate element, Aggregate function, Column column, int group) {
        var values = new ArrayList<@Nullable Object>();
        for (int row = index.firstRow(group); row >= 0; row = index.nextRow(row)) {
            meter.tick();
            values.add(column.get(row));
        }
        try {
            return function.apply(element.arguments(), Collections.unmodifiableList(values));
        } catch (FactumError error) {
            throw error;
        } catch (RuntimeException failure) {
            throw FactumError.of(DbErrorCode.QUERY_FN_FAILED, "An aggregate failed", failure)
                    .with("aggregate", element.toString())
                    .with("cause", failure.toString());
        }
    }
}
