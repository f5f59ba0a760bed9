package dev.factum.facts.database;

import java.util.List;

/// A query's answer as columns, in the order of `:find`: for those who read many rows and want no
/// object for each. Immutable and safe to share between threads.
///
/// ```java
/// ResultColumns sold = db.queryColumns("[:find ?day ?price :where [?s :sale/day ?day] [?s :sale/price ?price]]");
/// ResultColumn price = sold.column(1);
/// for (int row = 0; row < sold.size(); row++) {
///     sum += price.longAt(row);
/// }
/// ```
///
/// @param size how many rows there are
public record ResultColumns(List<ResultColumn> columns, int size) {

    public ResultColumns {
        columns = List.copyOf(columns);
    }

    public ResultColumn column(int index) {
        return columns.get(index);
    }
}
