package dev.factum.facts.index;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.schema.Builtin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The four index orders, with present facts and past datoms apart so that reads of the present
/// never pay for the past.
///
/// The *present* holds the assertion of every fact that is true now. The *past* holds, for every
/// fact that is not, its assertions and retractions. Their union is the whole history. Immutable.
public final class Indexes {

    private static final Indexes EMPTY = new Indexes(trees(), trees());

    private final Map<IndexOrder, DatomTree> present;
    private final Map<IndexOrder, DatomTree> past;

    private Indexes(Map<IndexOrder, DatomTree> present, Map<IndexOrder, DatomTree> past) {
        this.present = present;
        this.past = past;
    }

    public static Indexes empty() {
        return EMPTY;
    }

    /// The indexes after a whole history, whatever its order: much faster than [#with] for each
    /// transaction.
    ///
    /// @param avet the attributes whose facts are kept by value in the end
    /// @param references the attributes whose values are entities
    public static Indexes ofHistory(
            Collection<Datom> history, Set<Long> avet, Set<Long> references) {
        HistoryFold fold = HistoryFold.of(history);
        return new Indexes(
                packed(fold.present(), avet, references), packed(fold.past(), avet, references));
    }

    private static Map<IndexOrder, DatomTree> packed(
            List<Datom> datoms, Set<Long> avet, Set<Long> references) {
        var trees = new EnumMap<IndexOrder, DatomTree>(IndexOrder.class);
        trees.put(IndexOrder.EAVT, DatomTree.of(IndexOrder.EAVT, datoms));
        trees.put(IndexOrder.AEVT, DatomTree.of(IndexOrder.AEVT, datoms));
        List<Datom> byValue = datoms.stream().filter(each -> avet.contains(each.a())).toList();
        trees.put(IndexOrder.AVET, DatomTree.of(IndexOrder.AVET, byValue));
        List<Datom> links = datoms.stream().filter(each -> references.contains(each.a())).toList();
        trees.put(IndexOrder.VAET, DatomTree.of(IndexOrder.VAET, links));
        return trees;
    }

    public DatomTree present(IndexOrder order) {
        return tree(present, order);
    }

    public DatomTree past(IndexOrder order) {
        return tree(past, order);
    }

    /// These indexes after the datoms of one transaction, assertions and retractions alike.
    ///
    /// @param avet the attributes whose facts are kept by value
    /// @param references the attributes whose values are entities
    public Indexes with(Collection<Datom> datoms, Set<Long> avet, Set<Long> references) {
        var edit = new Edit(avet, references);
        for (Datom datom : datoms) {
            if (!datom.added()) {
                edit.retract(datom);
            }
        }
        for (Datom datom : datoms) {
            if (datom.added()) {
                edit.retireEarlierStatement(datom);
                edit.add(edit.present, datom);
            }
        }
        return new Indexes(edit.present, edit.past);
    }

    /// These indexes with AVET filled for attributes that have just been asked to have it.
    public Indexes withValuesIndexed(Collection<Long> attributes) {
        return new Indexes(
                withValuesIndexed(present, attributes), withValuesIndexed(past, attributes));
    }

    private static Map<IndexOrder, DatomTree> withValuesIndexed(
            Map<IndexOrder, DatomTree> trees, Collection<Long> attributes) {
        var filled = new EnumMap<>(trees);
        DatomTree avet = tree(trees, IndexOrder.AVET);
        for (long attribute : attributes) {
            List<Datom> datoms = new ArrayList<>();
            tree(trees, IndexOrder.AEVT)
                    .scan(Prefix.attribute(attribute))
                    .forEachRemaining(datoms::add);
            for (Datom datom : datoms) {
                avet = avet.with(datom);
            }
        }
        filled.put(IndexOrder.AVET, avet);
        return filled;
    }

    private static DatomTree tree(Map<IndexOrder, DatomTree> trees, IndexOrder order) {
        return Objects.requireNonNull(trees.get(order));
    }

    private static Map<IndexOrder, DatomTree> trees() {
        var trees = new EnumMap<IndexOrder, DatomTree>(IndexOrder.class);
        for (IndexOrder order : IndexOrder.values()) {
            trees.put(order, DatomTree.empty(order));
        }
        return trees;
    }

    /// The trees while one transaction is applied to them.
    private final class Edit {
        private final Set<Long> avet;
        private final Set<Long> references;
        private final Map<IndexOrder, DatomTree> present = new EnumMap<>(Indexes.this.present);
        private final Map<IndexOrder, DatomTree> past = new EnumMap<>(Indexes.this.past);

        Edit(Set<Long> avet, Set<Long> references) {
            this.avet = avet;
            this.references = references;
        }

        void retract(Datom retraction) {
            Datom asserted =
                    tree(present, IndexOrder.EAVT)
                            .first(Prefix.fact(retraction.e(), retraction.a(), retraction.v()));
            if (asserted != null) {
                for (IndexOrder order : IndexOrder.values()) {
                    present.computeIfPresent(order, (_, tree) -> tree.without(asserted));
                }
                add(past, asserted);
                add(past, retraction);
            }
        }

        /// `:db.alter/attribute` may be stated again; the earlier statement then belongs to the
        /// past.
        void retireEarlierStatement(Datom datom) {
            if (datom.a() == Builtin.ALTER_ATTRIBUTE) {
                Datom earlier =
                        tree(present, IndexOrder.EAVT)
                                .first(Prefix.fact(datom.e(), datom.a(), datom.v()));
                if (earlier != null) {
                    present.replaceAll((_, tree) -> tree.without(earlier));
                    add(past, earlier);
                }
            }
        }

        void add(Map<IndexOrder, DatomTree> trees, Datom datom) {
            put(trees, IndexOrder.EAVT, datom);
            put(trees, IndexOrder.AEVT, datom);
            if (avet.contains(datom.a())) {
                put(trees, IndexOrder.AVET, datom);
            }
            if (references.contains(datom.a())) {
                put(trees, IndexOrder.VAET, datom);
            }
        }

        private void put(Map<IndexOrder, DatomTree> trees, IndexOrder order, Datom datom) {
            trees.computeIfPresent(order, (_, tree) -> tree.with(datom));
        }
    }
}
