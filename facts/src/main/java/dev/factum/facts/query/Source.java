package dev.factum.facts.query;

/// The name of a data source, such as `$` or `$old`.
record Source(String name) {

    /// The source of clauses that name none.
    static final Source DEFAULT = new Source("$");

    @Override
    public String toString() {
        return name;
    }
}
