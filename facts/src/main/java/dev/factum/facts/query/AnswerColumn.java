package dev.factum.facts.query;

import dev.factum.facts.database.ResultColumn;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A column of an answer for its readers. Immutable.
record AnswerColumn(String name, Column column, int size) implements ResultColumn {

    @Override
    public Kind kind() {
        return switch (column) {
            case Column.Longs _ -> Kind.LONGS;
            case Column.Doubles _ -> Kind.DOUBLES;
            case Column.Same(Object value) when value instanceof Long -> Kind.LONGS;
            case Column.Same(Object value) when value instanceof Double -> Kind.DOUBLES;
            case Column.Listed _, Column.Values _, Column.Same _ -> Kind.VALUES;
        };
    }

    @Override
    public @Nullable Object get(int row) {
        return column.get(checked(row));
    }

    @Override
    public long longAt(int row) {
        if (column instanceof Column.Longs(long[] values)) {
            return values[checked(row)];
        }
        if (get(row) instanceof Long number) {
            return number;
        }
        throw wrongKind(row);
    }

    @Override
    public double doubleAt(int row) {
        if (column instanceof Column.Doubles(double[] values)) {
            return values[checked(row)];
        }
        if (column instanceof Column.Longs(long[] values)) {
            return values[checked(row)];
        }
        if (get(row) instanceof Number number) {
            return number.doubleValue();
        }
        throw wrongKind(row);
    }

    private int checked(int row) {
        return Objects.checkIndex(row, size);
    }

    private FactumError wrongKind(int row) {
        return FactumError.of(DbErrorCode.WRONG_COLUMN_KIND, "This column has no such number here")
                .with("column", name)
                .with("row", row)
                .with("value", get(row));
    }
}
