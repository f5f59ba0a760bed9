package dev.factum.machine.lease;

import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.ReadSet;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.value.Keyword;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The transactions by which one instance of a machine says that it is there, takes its parts of
/// the work, and leaves them. Pure, and safe to share between threads.
///
/// Taking and leaving are refused by the writer if anything that they rest on has changed, and then
/// planned anew. Each taking raises the epoch, so what an earlier owner still decides is refused:
/// its decisions read the epoch ([dev.factum.machine.claim.Position]).
///
/// @param machine whose work is divided
/// @param instance who takes part; whoever begins under a name that another bears replaces it
/// @param life tells this life of the instance from others
/// @param lasts for how long an instance that does not say so again is counted on
public record LeaseSteps(String machine, String instance, String life, Duration lasts) {

    /// What the machine installs to divide its work.
    public static List<Map<Keyword, Object>> schema() {
        var schema = new ArrayList<>(Instances.schema());
        schema.addAll(Lease.schema());
        return schema;
    }

    /// What the writer is asked, and what the instance holds once it has agreed.
    public record Change(TxRequest request, Holdings then) {}

    /// Holds nothing.
    public Holdings begin() {
        return Holdings.none();
    }

    /// How often it says that it is there.
    public Duration pause() {
        return lasts.dividedBy(3);
    }

    /// True if another life of this instance has begun. This one then has nothing to do any more.
    public boolean isReplaced(Database db, Holdings held) {
        return held.hasBegun()
                && Instances.life(db, machine, instance).filter(life::equals).isEmpty();
    }

    /// It is there. The first time it takes the name over, whoever bears it.
    public Change present(Database db, Holdings held, Instant now) {
        Instant until = now.plus(lasts);
        TxRequest request = TxRequest.of(Instances.present(machine, instance, life, until));
        if (held.hasBegun()) {
            var recorder = new ReadSet.Recorder();
            Instances.life(db.tracked(recorder), machine, instance);
            request = request.reads(db.basisT(), recorder.reads());
        }
        return new Change(request, held.until(until));
    }

    /// Takes what it should do and nobody does; nothing if there is no such part.
    public Optional<Change> taking(Database db, Holdings held, Instant now) {
        List<Lease> take = LeasePlan.of(db, machine, instance, life, now, held).take();
        if (take.isEmpty()) {
            return Optional.empty();
        }
        var recorder = new ReadSet.Recorder();
        Database tracked = db.tracked(recorder);
        var txData = new ArrayList<Object>();
        take.forEach(lease -> txData.addAll(Lease.in(tracked, machine, lease.part()).taken(life)));
        TxRequest request = TxRequest.of(txData).reads(db.basisT(), recorder.reads());
        return Optional.of(new Change(request, held.and(take)));
    }

    /// Leaves what others should do; nothing if there is no such part. What it holds then counts
    /// from now on, and the writer is asked once everything of the rest has come to its end.
    public Optional<Change> leaving(Database db, Holdings held, Instant now) {
        List<Lease> leave = LeasePlan.of(db, machine, instance, life, now, held).leave();
        return leave.isEmpty()
                ? Optional.empty()
                : Optional.of(left(db, held.without(leave), leave, List.of()));
    }

    /// Leaves everything.
    public Change gone(Database db, Holdings held) {
        List<Lease> all =
                Part.all().stream()
                        .map(part -> Lease.in(db, machine, part))
                        .filter(lease -> lease.isOf(life))
                        .toList();
        List<Object> goodbye = isReplaced(db, held) ? List.of() : Instances.gone(machine, instance);
        return left(db, Holdings.none(), all, goodbye);
    }

    /// A part that somebody else has taken meanwhile is his.
    private Change left(Database db, Holdings then, List<Lease> leave, List<Object> more) {
        var recorder = new ReadSet.Recorder();
        Database tracked = db.tracked(recorder);
        var txData = new ArrayList<>(more);
        for (Lease lease : leave) {
            if (Lease.owner(tracked, lease.source().name()).filter(life::equals).isPresent()) {
                txData.addAll(lease.left());
            }
        }
        return new Change(TxRequest.of(txData).reads(db.basisT(), recorder.reads()), then);
    }

    /// What it still holds: without what others have taken from it.
    public Holdings still(Database db, Holdings held) {
        List<Lease> lost =
                held.parts().entrySet().stream()
                        .filter(each -> !each.getValue().isHeld(db))
                        .map(each -> Lease.in(db, machine, each.getKey()))
                        .toList();
        return lost.isEmpty() ? held : held.without(lost);
    }

    /// True if a transaction has changed who is there or who does what.
    public static boolean isTouchedBy(Database db, List<Datom> datoms) {
        return Instances.isTouchedBy(db, datoms) || Lease.isTouchedBy(db, datoms);
    }
}
