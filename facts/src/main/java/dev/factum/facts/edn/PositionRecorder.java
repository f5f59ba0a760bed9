package dev.factum.facts.edn;

import java.util.ArrayDeque;
import java.util.Deque;

/// Writes down where forms begin while a reader goes through a text, or nothing if nobody will ask.
///
/// Belongs to one reader and so to one thread.
final class PositionRecorder {

    private final boolean on;
    private final Deque<PositionTree> open = new ArrayDeque<>();

    private PositionRecorder(boolean on) {
        this.on = on;
        open.push(new PositionTree(0));
    }

    static PositionRecorder on() {
        return new PositionRecorder(true);
    }

    static PositionRecorder off() {
        return new PositionRecorder(false);
    }

    /// A form begins at `offset`.
    void begin(int offset) {
        if (on) {
            var tree = new PositionTree(offset);
            open.element().add(tree);
            open.push(tree);
        }
    }

    /// The innermost open form ends.
    void end() {
        if (on) {
            open.pop();
        }
    }

    /// The form that ended last was discarded.
    void forget() {
        if (on) {
            open.element().dropLast();
        }
    }

    /// The tree of the only form of the text.
    PositionTree single() {
        return open.element().child(0);
    }
}
