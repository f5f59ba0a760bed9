package dev.factum.transactor;

import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.TxReport;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.storage.StorageErrorCode;
import java.util.function.Consumer;

/// What whoever applies does with one piece of work after the other: has it judged, and hands on
/// what is to be appended. Used by one thread at a time.
final class Applying {

    private final GroupCommit commit;
    private final Judge judge;
    private final Indexing indexing;
    private final int novelty;

    /// The setbacks after which this has gone on from what is durable.
    private int resumed;

    /// @param novelty that calls for indexing
    Applying(GroupCommit commit, Judge judge, Indexing indexing, int novelty) {
        this.commit = commit;
        this.judge = judge;
        this.indexing = indexing;
        this.novelty = novelty;
    }

    /// @param next appends what it is given, in this order
    void apply(Work work, Consumer<Judged> next) {
        int setbacks = commit.setbacks();
        if (setbacks != resumed) {
            resumed = setbacks;
            judge.resume(commit.durable());
            next.accept(new Judged.Resumed());
        }
        next.accept(judged(work));
    }

    private Judged judged(Work work) {
        return switch (work) {
            case Work.Request request -> judged(request);
            case Work.Reindexing reindexing -> judge.reindex(reindexing);
        };
    }

    private Judged judged(Work.Request work) {
        FactumError broken = commit.failure();
        if (broken != null) {
            return new Judged.Answered(work.whenDone(), refused(work, broken));
        }
        if (judge.indexes().isFoldingDue(novelty)) {
            indexing.demand(judge.indexes().novelty());
        }
        Judged.Reply judged = FreshStack.judged(() -> judge.judge(work));
        if (judged.answer() instanceof TxResult.Committed(TxReport report)
                && fills(report.dbBefore(), report.dbAfter())) {
            indexing.demandRound();
        }
        return judged;
    }

    private static boolean fills(Database before, Database after) {
        return !before.schema().filling().containsAll(after.schema().filling());
    }

    /// A request without a claim was surely not applied. One with a claim may have been, by an
    /// earlier request whose append failed, unless another writer had taken over by then.
    static TxResult refused(Work.Request work, FactumError broken) {
        boolean open =
                work.request().claim().isPresent()
                        && broken.code() != StorageErrorCode.WRITER_FENCED;
        return open
                ? new TxResult.Indeterminate(
                        FactumError.of(
                                DbErrorCode.TRANSACTION_TIMEOUT,
                                "Whether an earlier request with this claim became durable is not known",
                                broken))
                : new TxResult.Rejected(broken);
    }
}
