package dev.factum.facts.edn;

import java.util.List;
import java.util.Optional;

/// Where the parts of a form stand in the text it was read from.
///
/// A part is named by the path to it, from the outside in: the index in a list, vector or set (in
/// the order of the text), the key in a map, and 0 for the value of a [Tagged]. Thus `[1 :a]` is
/// the 5 of `[0 {:a 5}]`. Immutable and safe to share between threads.
public final class Positions {

    private final String text;
    private final PositionedPart whole;

    Positions(String text, PositionedPart whole) {
        this.text = text;
        this.whole = whole;
    }

    /// The place of the part at `path`, if there is one.
    public Optional<Position> of(List<?> path) {
        Optional<PositionedPart> part = Optional.of(whole);
        for (Object step : path) {
            part = part.flatMap(parent -> parent.at(step));
        }
        return part.map(found -> place(found.tree()));
    }

    /// The place of the map key that `path` ends with, if there is one.
    public Optional<Position> ofKey(List<?> path) {
        Optional<PositionedPart> map = Optional.of(whole);
        for (Object step : path.subList(0, Math.max(0, path.size() - 1))) {
            map = map.flatMap(parent -> parent.at(step));
        }
        return path.isEmpty()
                ? Optional.empty()
                : map.flatMap(found -> found.keyAt(path.getLast())).map(this::place);
    }

    /// The place of the part at `path`, or of the innermost part around it that was in the text.
    public Position nearest(List<?> path) {
        PositionedPart part = whole;
        for (Object step : path) {
            Optional<PositionedPart> next = part.at(step);
            if (next.isEmpty()) {
                break;
            }
            part = next.get();
        }
        return place(part.tree());
    }

    private Position place(PositionTree tree) {
        return Position.in(text, tree.offset());
    }
}
