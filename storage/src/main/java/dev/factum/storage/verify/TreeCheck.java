package dev.factum.storage.verify;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.Child;
import dev.factum.facts.index.Directory;
import dev.factum.facts.index.Segment;
import dev.factum.facts.index.SegmentNode;
import dev.factum.facts.index.SegmentTree;
import dev.factum.storage.segment.NodeStorage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Walks one tree from its root to its last datom, and tells what is not as it should be. Belongs
/// to one thread.
final class TreeCheck {

    private final String name;
    private final SegmentTree tree;
    private final NodeStorage nodes;
    private final Consumer<Datom> visitor;
    private final Consumer<Problem> problems;
    private @Nullable Datom last;
    private long count;

    /// @param name of the tree, for people to read
    /// @param visitor gets every datom, in order
    TreeCheck(
            String name,
            SegmentTree tree,
            NodeStorage nodes,
            Consumer<Datom> visitor,
            Consumer<Problem> problems) {
        this.name = name;
        this.tree = tree;
        this.nodes = nodes;
        this.visitor = visitor;
        this.problems = problems;
    }

    /// How many nodes there are.
    long run() {
        Child root = tree.root();
        if (root != null) {
            check(root, -1);
        }
        return count;
    }

    /// @param level that the node must have, -1 if any
    private void check(Child child, int level) {
        count++;
        SegmentNode node;
        try {
            node = nodes.readWhole(child.ref());
        } catch (FactumError damage) {
            report(child, String.valueOf(damage.getMessage()), level);
            return;
        }
        switch (node) {
            case Segment segment -> check(child, segment, level);
            case Directory directory -> check(child, directory, level);
        }
    }

    private void check(Child child, Segment segment, int level) {
        if (level > 0) {
            report(child, "There is a segment where a directory belongs", level);
        }
        if (segment.size() != child.count()) {
            report(child, "A segment has another size than its directory says", level);
        }
        for (int row = 0; row < segment.size(); row++) {
            Datom datom = segment.datom(row);
            if (row == 0 && !datom.equals(child.first())) {
                report(child, "A segment begins with another datom than its directory says", level);
            }
            if (last != null && tree.order().compare(last, datom) >= 0) {
                report(child, "Datoms are not in order", level);
            }
            if (datom.tx() < child.firstTx() || datom.tx() > child.lastTx()) {
                report(child, "A segment has transactions that its directory denies", level);
            }
            last = datom;
            visitor.accept(datom);
        }
    }

    private void check(Child child, Directory directory, int level) {
        if (level >= 0 && directory.level() != level) {
            report(child, "A directory is on another level than its parent says", level);
        }
        if (!directory.child(0).first().equals(child.first())) {
            report(child, "A directory begins with another datom than its parent says", level);
        }
        long below = 0;
        for (Child each : directory.children()) {
            below += each.count();
            if (each.firstTx() < child.firstTx() || each.lastTx() > child.lastTx()) {
                report(child, "A directory has transactions that its parent denies", level);
            }
            check(each, directory.level() - 1);
        }
        if (below != child.count()) {
            report(child, "A directory has another size than its parent says", level);
        }
    }

    private void report(Child child, String text, int level) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("tree", name);
        data.put("node", child.ref().toString());
        data.put("level", level);
        problems.accept(new Problem(text, data));
    }
}
