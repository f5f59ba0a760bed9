package dev.factum.facts.database;

import org.jspecify.annotations.Nullable;

/// One column of a query's answer: the values of one element of `:find`, row by row.
///
/// Immutable and safe to share between threads.
public interface ResultColumn {

    /// What a column holds, and so how it is read without making objects.
    enum Kind {
        /// Only whole numbers and ids: [#longAt] reads them.
        LONGS,
        /// Only doubles: [#doubleAt] reads them.
        DOUBLES,
        /// Anything: [#get] reads it.
        VALUES
    }

    Kind kind();

    /// The element as the query writes it, such as `?name` or `(count ?e)`.
    String name();

    int size();

    /// The value at `row`, whatever the kind.
    @Nullable Object get(int row);

    /// The whole number at `row`.
    ///
    /// @throws dev.factum.facts.error.FactumError `:db.error/wrong-column-kind` if there is none
    long longAt(int row);

    /// The number at `row` as a double.
    ///
    /// @throws dev.factum.facts.error.FactumError `:db.error/wrong-column-kind` if there is none
    double doubleAt(int row);
}
