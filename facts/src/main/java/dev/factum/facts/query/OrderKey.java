package dev.factum.facts.query;

/// One key of `:order-by`: a column of the answer and a direction.
record OrderKey(int column, boolean descending) {}
