package dev.factum.machine.timer;

import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.ReadSet;
import dev.factum.machine.effect.Decision;
import dev.factum.machine.message.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.Optional;

/// Fires timers: one transaction takes what is due off the agenda and owes its messages. Pure; safe
/// to share between threads.
///
/// The transaction is refused if one of its timers has been moved, cancelled or fired since it was
/// looked at, and then what is due is looked up anew. So a timer fires once, whoever fires it, and
/// not after it was cancelled.
public final class FiringSteps {

    /// How many timers one transaction fires.
    public static final int BATCH = 256;

    /// Who is said to have decided that timers fire.
    public static final String HANDLER = "factum.timer";

    private final String machine;

    public FiringSteps(String machine) {
        this.machine = machine;
    }

    /// What fires the timers that are due, or empty if none is.
    ///
    /// @param db the latest database
    public Optional<TxRequest> due(Database db, Instant now) {
        var recorder = new ReadSet.Recorder();
        Database tracked = db.tracked(recorder);
        var txData = new ArrayList<Object>();
        var messages = new ArrayList<Message>();
        Iterator<Agenda.Entry> entries = Agenda.of(db, machine, Agenda.Kind.TIMER);
        boolean isDue = true;
        while (isDue && txData.size() < BATCH && entries.hasNext()) {
            Agenda.Entry entry = entries.next();
            isDue = !entry.due().isAfter(now);
            if (isDue) {
                TimerFacts.read(tracked, entry.entity())
                        .ifPresent(timer -> {
                            txData.add(TimerFacts.fired(machine, timer, now));
                            if (timer.isWanted(now)) {
                                messages.add(timer.message());
                            }
                        });
            }
        }
        return txData.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        TxRequest.of(txData)
                                .reads(db.basisT(), recorder.reads())
                                .attachment(
                                        Decision.sending(
                                                        machine,
                                                        HANDLER,
                                                        "timers after " + db.basisT(),
                                                        db.basisT(),
                                                        messages)
                                                .encode()));
    }
}
