package dev.factum.facts.query;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/// The rows of an answer as a list that makes its rows when they are asked for. Immutable.
final class RowListView extends AbstractList<RowView> implements RandomAccess {

    private final Answer answer;

    RowListView(Answer answer) {
        this.answer = answer;
    }

    @Override
    public RowView get(int index) {
        return answer.row(Objects.checkIndex(index, answer.size()));
    }

    @Override
    public int size() {
        return answer.size();
    }
}
