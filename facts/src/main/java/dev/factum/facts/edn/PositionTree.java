package dev.factum.facts.edn;

import java.util.ArrayList;
import java.util.List;

/// The offset of a form in its text, and of the forms in it.
final class PositionTree {

    private final int offset;
    private final List<PositionTree> children = new ArrayList<>(0);

    PositionTree(int offset) {
        this.offset = offset;
    }

    int offset() {
        return offset;
    }

    PositionTree child(int index) {
        return children.get(index);
    }

    void add(PositionTree child) {
        children.add(child);
    }

    void dropLast() {
        children.removeLast();
    }
}
