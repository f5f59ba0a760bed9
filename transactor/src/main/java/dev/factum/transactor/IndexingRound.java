package dev.factum.transactor;

import dev.factum.facts.database.State;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.IndexSegments;
import dev.factum.facts.tx.Excision;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One round of indexing after the other, and how far they have come: novelty is set apart, folded,
/// and its segments take its place; what is to be excised is left out of them, and then taken out
/// of the log. Belongs to the thread that folds.
///
/// After a fold that fails nothing is set apart any more, and the next round begins anew; a log
/// that could not be rewritten is rewritten by the next round.
final class IndexingRound {

    /// Has the state of the database changed by whoever applies; gives it back once everything in
    /// it is durable, or null if it was not changed.
    @FunctionalInterface
    interface Writer {
        @Nullable State change(UnaryOperator<State> change);
    }

    /// What is out of the segments, and may be in the log.
    private record Begun(Excision excision, Set<Datom> datoms) {}

    private final Writer writer;
    private final SegmentFolder folder;
    private final Excisions excisions;
    private long indexed;
    private @Nullable Begun begun;

    IndexingRound(Writer writer, SegmentFolder folder, Excisions excisions, Takeover takeover) {
        this.writer = writer;
        this.folder = folder;
        this.excisions = excisions;
        this.indexed = takeover.indexed();
        this.begun = takeover.excision().map(each -> new Begun(each, Set.of())).orElse(null);
    }

    /// Sets novelty apart, with what an earlier round has set apart and not folded; null if that
    /// was not done.
    @Nullable State freeze() {
        return writer.change(state -> state.withIndexes(state.indexes().refrozen()));
    }

    /// Sets nothing apart any more, after a fold that failed.
    void thaw() {
        writer.change(state -> state.withIndexes(state.indexes().thawed()));
    }

    /// Folds what was set apart, with the facts that AVET lacks.
    Folded fold(State frozen) {
        Optional<Excision> excision = Excision.requested(frozen, indexed);
        Set<Datom> excised = excision.map(each -> each.datoms(frozen)).orElse(Set.of());
        Set<Long> filled = frozen.schema().filling();
        State whole =
                filled.isEmpty()
                        ? frozen
                        : frozen.withIndexes(frozen.indexes().withValuesIndexed(filled).refrozen());
        return new Folded(frozen, excision, excised, filled, folder.fold(whole, excision, excised));
    }

    /// What a fold has come to.
    ///
    /// @param filled the attributes whose facts are in AVET now
    record Folded(
            State frozen,
            Optional<Excision> excision,
            Set<Datom> excised,
            Set<Long> filled,
            IndexSegments segments) {}

    /// Lets the segments take the place of what was folded, and answers whether they have.
    boolean take(Folded folded) {
        State after =
                writer.change(state ->
                        state.withSchema(state.schema().withFilling(folded.filled(), false))
                                .withIndexes(
                                        state.indexes()
                                                .rebased(
                                                        folded.segments(),
                                                        excised(folded, state),
                                                        folded.filled())));
        if (after != null) {
            indexed = folded.frozen().basis();
            begun = folded.excision().map(each -> new Begun(each, folded.excised())).orElse(null);
        }
        return after != null;
    }

    /// Composites that were written during the fold may repeat what it has excised.
    private static Set<Datom> excised(Folded folded, State state) {
        return folded.excision().map(each -> each.datoms(state)).orElse(Set.of());
    }

    /// Takes out of the log what is out of the segments.
    void finishExcision() {
        if (begun != null) {
            folder.exciseLog(begun.excision(), begun.datoms());
            begun = null;
            excisions.done(indexed);
        }
    }
}
