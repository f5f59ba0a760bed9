package dev.factum.facts.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Checks the rows of a [Batch]: the constants of a pattern that its access path does not answer
/// for, bounds of its value, and its repeated variables. Not thread-safe.
final class BatchTest {

    private record Constant(Place place, Object value) {}

    private record Pair(Place one, Place other) {}

    private final List<Constant> constants = new ArrayList<>();
    private final List<Pair> pairs;
    private final ValueRange range;
    private int[] picked = new int[0];
    private boolean isIdentity;

    /// @param unanswered the constants to check
    /// @param range what the value must lie in, as far as whole numbers tell
    BatchTest(DatomPattern pattern, Map<Place, Object> unanswered, ValueRange range) {
        unanswered.forEach((place, value) -> constants.add(new Constant(place, value)));
        this.pairs =
                pattern.equalPlaces().stream().map(pair -> new Pair(pair[0], pair[1])).toList();
        this.range = range;
    }

    boolean acceptsAll() {
        return constants.isEmpty() && pairs.isEmpty() && range.isOpen();
    }

    /// True if this row passes; the range is left to whoever checks it exactly.
    boolean accepts(Batch batch, int row) {
        for (Constant constant : constants) {
            if (!Keys.same(batch.get(constant.place, row), constant.value)) {
                return false;
            }
        }
        for (Pair pair : pairs) {
            if (!Keys.same(batch.get(pair.one, row), batch.get(pair.other, row))) {
                return false;
            }
        }
        return true;
    }

    /// Puts the rows that pass into [#picked].
    ///
    /// @return how many there are
    int pick(Batch batch) {
        int size = batch.size();
        if (picked.length < size) {
            picked = new int[size];
            isIdentity = false;
        }
        if (acceptsAll() && isIdentity) {
            return size;
        }
        isIdentity = acceptsAll();
        if (constants.isEmpty()) {
            for (int row = 0; row < size; row++) {
                picked[row] = row;
            }
            return narrow(batch, 0, size);
        }
        Constant first = constants.getFirst();
        int count = Selections.equalFromStart(batch.column(first.place), first.value, picked, size);
        return narrow(batch, 1, count);
    }

    /// The rows that passed last.
    int[] picked() {
        return picked;
    }

    /// Keeps of the picked rows those that pass all but the first `checked` constants.
    private int narrow(Batch batch, int checked, int count) {
        int left = count;
        for (Constant constant : constants.subList(checked, constants.size())) {
            left = Selections.equal(batch.column(constant.place), constant.value, picked, left);
        }
        if (!range.isOpen()) {
            left = Selections.within(batch.column(Place.VALUE), range, picked, left);
        }
        for (Pair pair : pairs) {
            left = Selections.same(batch.column(pair.one), batch.column(pair.other), picked, left);
        }
        return left;
    }
}
