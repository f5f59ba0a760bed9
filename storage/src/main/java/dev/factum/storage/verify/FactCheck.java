package dev.factum.storage.verify;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.IndexSegments;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.index.SegmentTree;
import dev.factum.facts.index.TxWindow;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.value.ValueOrder;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Whether present and past tell one story of each fact: asserted and retracted by turns, and in
/// the present if and only if it was asserted last. Belongs to one thread.
final class FactCheck {

    private final Iterator<Datom> present;
    private final Iterator<Datom> past;
    private final Set<Long> withoutHistory;
    private final Consumer<Problem> problems;
    private @Nullable Datom nextPresent;
    private @Nullable Datom nextPast;

    /// @param withoutHistory the attributes whose past may have been given up
    FactCheck(IndexSegments segments, Set<Long> withoutHistory, Consumer<Problem> problems) {
        this.present = datoms(segments.present().get(IndexOrder.EAVT));
        this.past = datoms(segments.past().get(IndexOrder.EAVT));
        this.withoutHistory = withoutHistory;
        this.problems = problems;
        this.nextPresent = take(present);
        this.nextPast = take(past);
    }

    private static Iterator<Datom> datoms(SegmentTree tree) {
        return tree.slices(Prefix.all(), TxWindow.ALL).datoms();
    }

    private static @Nullable Datom take(Iterator<Datom> source) {
        return source.hasNext() ? source.next() : null;
    }

    void run() {
        Datom newer = null;
        boolean newerIsPresent = false;
        while (nextPresent != null || nextPast != null) {
            boolean isPresent = isPresentNext();
            Datom datom = isPresent ? nextPresent : nextPast;
            if (datom == null) {
                return;
            }
            if (isPresent) {
                nextPresent = take(present);
            } else {
                nextPast = take(past);
            }
            if (newer != null && !isSameFact(newer, datom)) {
                checkOldest(newer);
                newer = null;
            }
            check(newer, newerIsPresent, datom, isPresent);
            newer = datom;
            newerIsPresent = isPresent;
        }
        if (newer != null) {
            checkOldest(newer);
        }
    }

    private boolean isPresentNext() {
        if (nextPresent == null || nextPast == null) {
            return nextPast == null;
        }
        return IndexOrder.EAVT.compare(nextPresent, nextPast) <= 0;
    }

    private static boolean isSameFact(Datom left, Datom right) {
        return left.e() == right.e()
                && left.a() == right.a()
                && ValueOrder.compare(left.v(), right.v()) == 0;
    }

    private void check(
            @Nullable Datom newer, boolean newerIsPresent, Datom datom, boolean isPresent) {
        if (isExempt(datom)) {
            return;
        }
        if (isPresent && (newer != null || !datom.added())) {
            report("Something in the present is not true any more", datom);
        }
        if (!isPresent && newer == null && datom.added()) {
            report("Something in the past is true still", datom);
        }
        if (!isPresent && newer != null && newer.added() == datom.added()) {
            report(
                    newerIsPresent || datom.added()
                            ? "A fact was asserted twice"
                            : "A fact was retracted twice",
                    datom);
        }
    }

    private void checkOldest(Datom oldest) {
        if (!oldest.added() && !isExempt(oldest)) {
            report("A fact was retracted before it was asserted", oldest);
        }
    }

    /// `:db.alter/attribute` may be stated again while it stands.
    private boolean isExempt(Datom datom) {
        return datom.a() == Builtin.ALTER_ATTRIBUTE || withoutHistory.contains(datom.a());
    }

    private void report(String text, Datom datom) {
        problems.accept(new Problem(text, Map.of("datom", datom)));
    }
}
