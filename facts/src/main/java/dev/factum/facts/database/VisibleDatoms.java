package dev.factum.facts.database;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Indexes;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.index.Slices;
import dev.factum.facts.index.SortedDatoms;
import dev.factum.facts.index.TxWindow;
import dev.factum.facts.value.ValueOrder;
import java.util.Comparator;
import java.util.Iterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The datoms of a database that its view lets through, in index order. Immutable.
///
/// A present database reads the present alone; every other view merges it with the past. Filters
/// come before it is told what stands: a retraction that is left out takes nothing back.
record VisibleDatoms(Database database, View view) {

    /// The datoms below a prefix, slice by slice; columns where nothing has to be left out.
    Slices slices(IndexOrder order, Prefix prefix) {
        return isPlainPresent()
                ? indexes().present(order).slices(prefix, TxWindow.ALL)
                : Slices.of(scan(order, prefix));
    }

    Iterator<Datom> scan(IndexOrder order, Prefix prefix) {
        TxWindow window = view.window();
        Iterator<Datom> present = indexes().present(order).slices(prefix, window).datoms();
        return isPlainPresent()
                ? present
                : visible(
                        present,
                        () -> indexes().past(order).slices(prefix, window).datoms(),
                        order,
                        true);
    }

    Iterator<Datom> seek(IndexOrder order, Prefix from) {
        TxWindow window = view.window();
        return visible(
                indexes().present(order).slicesFrom(from, window).datoms(),
                () -> indexes().past(order).slicesFrom(from, window).datoms(),
                order,
                true);
    }

    Iterator<Datom> seekBackward(IndexOrder order, Prefix from) {
        return visible(
                indexes().present(order).backward(from),
                () -> indexes().past(order).backward(from),
                order.reversed(),
                false);
    }

    Iterator<Datom> range(long attribute, @Nullable Object from, @Nullable Object to) {
        Prefix start =
                from == null ? Prefix.attribute(attribute) : Prefix.attributeValue(attribute, from);
        return DatomStreams.until(
                seek(IndexOrder.AVET, start),
                datom ->
                        datom.a() != attribute
                                || (to != null && ValueOrder.compare(datom.v(), to) >= 0));
    }

    long estimate(IndexOrder order, Prefix prefix) {
        long present = indexes().present(order).count(prefix);
        return view.history() || view.isAsOf() || view.isFiltered()
                ? present + indexes().past(order).count(prefix)
                : present;
    }

    private Indexes indexes() {
        return database.state().indexes();
    }

    private boolean isPlainPresent() {
        return !needsPast() && !view.isSince();
    }

    private boolean needsPast() {
        return view.history() || view.isFiltered() || view.asOf() < database.basisT();
    }

    private Iterator<Datom> visible(
            Iterator<Datom> present,
            Supplier<Iterator<Datom>> past,
            Comparator<Datom> order,
            boolean newestFirst) {
        Iterator<Datom> datoms = present;
        if (needsPast()) {
            datoms = SortedDatoms.merged(present, past.get(), order);
            datoms = DatomStreams.matching(datoms, view::isBeforeWindowEnd);
        }
        if (view.isFiltered()) {
            Database unfiltered = database.unfiltered();
            for (DatomFilter filter : view.filters()) {
                datoms = DatomStreams.matching(datoms, datom -> filter.test(unfiltered, datom));
            }
        }
        if (needsPast() && !view.history()) {
            datoms = DatomStreams.standing(datoms, newestFirst);
        }
        if (view.isSince()) {
            datoms = DatomStreams.matching(datoms, view::isAfterWindowStart);
        }
        return datoms;
    }
}
