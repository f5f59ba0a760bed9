package dev.factum.facts.query;

import dev.factum.facts.database.Functions.QueryFunction;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A call whose function and constants are known, and which waits for its variables.
///
/// @param name the function as it was written
/// @param arguments the constants; null where a variable stands
/// @param variables the variables; null where a constant stands
record BoundCall(
        Object name,
        QueryFunction function,
        List<@Nullable Object> arguments,
        List<@Nullable Variable> variables) {

    Set<Variable> needs() {
        var needs = new LinkedHashSet<Variable>();
        for (Variable variable : variables) {
            if (variable != null) {
                needs.add(variable);
            }
        }
        return needs;
    }

    /// The same call, reading its variables from the rows of a relation.
    OnRows on(Relation relation) {
        var columns = new @Nullable Column[arguments.size()];
        for (int index = 0; index < columns.length; index++) {
            Variable variable = variables.get(index);
            columns[index] = variable == null ? null : relation.column(variable);
        }
        return new OnRows(this, columns);
    }

    /// Not thread-safe.
    static final class OnRows {
        private final BoundCall call;
        private final @Nullable Column[] columns;

        private OnRows(BoundCall call, @Nullable Column[] columns) {
            this.call = call;
            this.columns = columns;
        }

        @Nullable Object at(int row) {
            var values = new @Nullable Object[columns.length];
            for (int index = 0; index < values.length; index++) {
                Column column = columns[index];
                values[index] = column == null ? call.arguments().get(index) : column.get(row);
            }
            return call.apply(new RowView(values));
        }

        boolean isTrueAt(int row) {
            Object answer = at(row);
            return answer != null && !Boolean.FALSE.equals(answer);
        }
    }

    private @Nullable Object apply(List<@Nullable Object> values) {
        try {
            return function.apply(values);
        } catch (FactumError error) {
            throw error.with("function", name.toString());
        } catch (RuntimeException failure) {
            throw FactumError.of(
                            DbErrorCode.QUERY_FN_FAILED, "A function of the query failed", failure)
                    .with("function", name.toString())
                    .with("arguments", values)
                    .with("cause", failure.toString());
        }
    }
}
