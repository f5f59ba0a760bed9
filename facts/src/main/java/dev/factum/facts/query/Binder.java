package dev.factum.facts.query;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes a value apart as a [Binding] says. Not thread-safe.
final class Binder {

    private static final Object UNBOUND = new Object();

    private final List<Variable> names;
    private final Meter meter;

    private Binder(List<Variable> names, Meter meter) {
        this.names = names;
        this.meter = meter;
    }

    /// The rows of values for `names` that the value gives.
    ///
    /// @param keepNull true if a null stands for itself, false if it gives no row
    static List<@Nullable Object[]> expand(
            Binding binding,
            List<Variable> names,
            @Nullable Object value,
            boolean keepNull,
            Meter meter) {
        if (value == null && !keepNull) {
            return List.of();
        }
        var row = new @Nullable Object[names.size()];
        if (binding instanceof Binding.Scalar) {
            row[0] = value;
            return List.<@Nullable Object[]>of(row);
        }
        Arrays.fill(row, UNBOUND);
        var rows = new ArrayList<@Nullable Object[]>();
        rows.add(row);
        return new Binder(names, meter).expand(binding, value, rows);
    }

    private List<@Nullable Object[]> expand(
            Binding binding, @Nullable Object value, List<@Nullable Object[]> rows) {
        return switch (binding) {
            case Binding.Ignore _ -> rows;
            case Binding.Scalar(Variable variable) -> with(rows, names.indexOf(variable), value);
            case Binding.Tuple(List<Binding> elements) -> tuple(elements, value, rows);
            case Binding.Each(Binding element) -> {
                var all = new ArrayList<@Nullable Object[]>();
                for (Object one : value == null ? List.of() : elements(value)) {
                    all.addAll(expand(element, one, copies(rows)));
                    meter.tick();
                    meter.holds(all.size(), names.size());
                }
                yield all;
            }
        };
    }

    private List<@Nullable Object[]> tuple(
            List<Binding> elements, @Nullable Object value, List<@Nullable Object[]> rows) {
        if (value == null) {
            return List.of();
        }
        List<@Nullable Object> parts = elements(value);
        if (parts.size() < elements.size()) {
            throw FactumError.of(
                            DbErrorCode.NOT_A_BINDING_FORM, "A tuple has fewer values than names")
                    .with("given", value)
                    .with("expected", elements.size());
        }
        List<@Nullable Object[]> bound = rows;
        for (int index = 0; index < elements.size(); index++) {
            bound = expand(elements.get(index), parts.get(index), bound);
        }
        return bound;
    }

    /// A name that occurs twice must get the same value twice.
    @SuppressWarnings("ReferenceEquality") // a marker that is no value
    private static List<@Nullable Object[]> with(
            List<@Nullable Object[]> rows, int index, @Nullable Object value) {
        var agreeing = new ArrayList<@Nullable Object[]>();
        for (@Nullable Object[] row : rows) {
            if (row[index] == UNBOUND || Keys.same(row[index], value)) {
                row[index] = value;
                agreeing.add(row);
            }
        }
        return agreeing;
    }

    private static List<@Nullable Object[]> copies(List<@Nullable Object[]> rows) {
        var copies = new ArrayList<@Nullable Object[]>();
        rows.forEach(row -> copies.add(row.clone()));
        return copies;
    }

    private static List<@Nullable Object> elements(Object value) {
        List<@Nullable Object> elements = Elements.of(value);
        if (elements == null) {
            throw FactumError.of(DbErrorCode.NOT_A_BINDING_FORM, "This value cannot be taken apart")
                    .with("given", value);
        }
        return elements;
    }
}
