package dev.factum.facts.query;

import dev.factum.facts.database.Database;
import dev.factum.facts.value.Keyword;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A pattern whose value is a reference, where rows may say by ident or lookup ref what it refers
/// to: functions bind such names. A name of nothing refers to nothing; the rows keep their names.
record NamedValues(DatomPattern pattern, Variable value) {

    Relation join(Relation relation, Meter meter) {
        Column given = relation.column(value);
        if (given instanceof Column.Longs) {
            return scan(pattern, relation, meter);
        }
        var ids = new ColumnBuilder();
        for (int row = 0; row < relation.size(); row++) {
            meter.tick();
            ids.add(entity(pattern.database(), given.get(row)));
        }
        Variable entity = value.asEntityIn(Source.DEFAULT);
        Relation joined =
                scan(pattern.renaming(value, entity), relation.plus(entity, ids.column()), meter);
        Set<Variable> others = new LinkedHashSet<>(joined.variables());
        others.remove(entity);
        return joined.keep(others);
    }

    private static Relation scan(DatomPattern pattern, Relation relation, Meter meter) {
        return new PatternScan(pattern, relation, meter).join(ValueRange.ALL, null);
    }

    private static @Nullable Object entity(Database database, @Nullable Object given) {
        boolean isName =
                given instanceof Keyword || (given instanceof List<?> ref && ref.size() == 2);
        OptionalLong id = isName ? database.entid(given) : OptionalLong.empty();
        return id.isPresent() ? (Object) id.getAsLong() : given;
    }
}
