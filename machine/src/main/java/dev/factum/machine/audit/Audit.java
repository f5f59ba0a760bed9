package dev.factum.machine.audit;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.ReadRange;
import dev.factum.facts.database.ReadSet;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.error.Category;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.tx.Excision;
import dev.factum.facts.value.Bytes;
import dev.factum.machine.claim.Proposal;
import dev.factum.machine.effect.Decision;
import dev.factum.machine.handler.HandlerDefinition;
import dev.factum.machine.message.Message;
import java.util.Iterator;

/// Makes decisions once more and compares the digests. Pure, and safe to share between threads.
///
/// If the writer validated what a handler had read on basis b, no transaction between b and the
/// decision has touched it; so the handler sees the same on every database in between, and the one
/// right before the decision will do, whatever b was. Where the decision was made at the writer, it
/// is the very same.
public final class Audit {

    private Audit() {}

    /// Audits the decision of transaction t.
    ///
    /// @param definition the handler that decided
    /// @param db a database that has the transaction
    /// @throws FactumError if what the handler reads cannot be read now
    public static Finding of(
            HandlerDefinition<?> definition,
            Message message,
            Decision decision,
            Database db,
            long t) {
        var recorder = ReadSet.Recorder.ofPast();
        Bytes derived = derived(definition, message, decision, db.asOf(t - 1), recorder);
        if (derived.equals(decision.digest())) {
            return new Finding.Same();
        }
        return isKept(db, decision.basis(), recorder.reads())
                ? new Finding.Different(
                        new Drift(
                                decision.machine(),
                                definition.name(),
                                message.identity(),
                                t,
                                decision.digest(),
                                derived))
                : new Finding.NotDerivable();
    }

    /// The digest of what the handler decides now; empty if it refuses.
    private static Bytes derived(
            HandlerDefinition<?> definition,
            Message message,
            Decision decision,
            Database before,
            ReadSet.Recorder recorder) {
        try {
            return Proposal.of(decision.machine(), definition, message, before.tracked(recorder))
                    .effects()
                    .digest();
        } catch (FactumError refused) {
            if (refused.category() == Category.UNAVAILABLE) {
                throw refused;
            }
            return Bytes.of();
        }
    }

    /// False if something that was read may have been different then: its past is not kept, or
    /// something was excised since.
    private static boolean isKept(Database db, long basis, ReadSet reads) {
        return Excision.requests(db.state(), basis).stream()
                        .allMatch(request -> request.v().equals(Builtin.CLAIM))
                && reads.ranges().stream().allMatch(range -> isKept(db, range));
    }

    private static boolean isKept(Database db, ReadRange range) {
        return switch (range) {
            case ReadRange.EntityAttribute(_, long a) -> hasHistory(db, a);
            case ReadRange.AttributeFacts(long a) -> hasHistory(db, a);
            case ReadRange.AttributeValue(long a, _) -> hasHistory(db, a);
            case ReadRange.AttributeInterval(long a, _, _) -> hasHistory(db, a);
            case ReadRange.EntityFacts(long e) -> hasHistoryOf(db, e);
            case ReadRange.References _, ReadRange.Everything _ ->
                    db.schema().attributes().stream().noneMatch(AttributeDefinition::noHistory);
        };
    }

    private static boolean hasHistory(Database db, long a) {
        AttributeDefinition definition = db.schema().attribute(a);
        return definition == null || !definition.noHistory();
    }

    private static boolean hasHistoryOf(Database db, long e) {
        Iterator<Datom> datoms = db.history().scan(IndexOrder.EAVT, Prefix.entity(e));
        boolean isKept = true;
        while (isKept && datoms.hasNext()) {
            isKept = hasHistory(db, datoms.next().a());
        }
        return isKept;
    }
}
