package dev.factum.machine.relay;

import dev.factum.facts.connection.LogEntry;
import dev.factum.machine.effect.Decision;
import dev.factum.machine.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// The step function of a relay: reads the log from its cursor, hands over what is owed, and saves
/// the cursor now and then. Has no clock, thread, input or output.
///
/// After a crash it starts again at the saved cursor and sends what came after it once more, under
/// the same ids: at most what was sent since the last save and what was on its way then.
public final class RelaySteps {

    /// How many transactions are read at once.
    public static final int BATCH = 512;

    /// How many transactions are sent before the cursor is saved; it is saved as well when there is
    /// nothing to read.
    public static final int SAVE_EVERY = 2_048;

    /// How many transactions may be on their way.
    public static final int MOST_ON_THE_WAY = 8_192;

    private final String name;
    private final Share share;

    /// @param name that of the machine whose messages it sends, and under which it saves the cursor
    public RelaySteps(String name) {
        this(name, new Share.Everything());
    }

    private RelaySteps(String name, Share share) {
        this.name = name;
        this.share = share;
    }

    /// The same for a relay that sends only some of the messages.
    public RelaySteps of(Share other) {
        return new RelaySteps(name, other);
    }

    /// A state and what is to be done in it, in order.
    public record Step(Relaying relaying, List<RelayIo> io) {
        public Step {
            io = List.copyOf(io);
        }
    }

    /// The first step.
    public Step begin() {
        return new Step(Relaying.begin(), List.of(new RelayIo.Look()));
    }

    /// The step after something has been done.
    public Step next(Relaying relaying, RelayEvent event) {
        return switch (event) {
            case RelayEvent.Looked(var db) -> reading(Relaying.after(share.start(db, name)));
            case RelayEvent.LogRead(var entries) -> read(relaying, entries);
            case RelayEvent.Accepted(var ts) -> {
                Relaying after = relaying.accepted(ts);
                yield relaying.waiting() ? reading(after) : new Step(after, List.of());
            }
            case RelayEvent.CursorSaved(long through, boolean durable) ->
                    reading(relaying.saved(durable ? through : relaying.saved()));
        };
    }

    private Step read(Relaying relaying, List<LogEntry> entries) {
        var io = new ArrayList<RelayIo>();
        var owing = new TreeSet<Long>();
        long next = relaying.next();
        for (LogEntry entry : entries) {
            List<Message> owed = owed(relaying, entry);
            if (!owed.isEmpty()) {
                owing.add(entry.t());
                io.add(new RelayIo.Publish(entry.t(), owed));
            }
            next = entry.t() + 1;
        }
        Relaying after = relaying.read(next, owing);
        boolean isTime = after.unsaved() >= SAVE_EVERY || entries.isEmpty();
        Step rest = isTime && after.isWorthSaving() ? saving(after) : reading(after);
        io.addAll(rest.io());
        return new Step(rest.relaying(), io);
    }

    private Step saving(Relaying relaying) {
        Cursor cursor = share.at(name, relaying.through());
        return new Step(relaying, List.of(new RelayIo.SaveCursor(cursor)));
    }

    /// What other machines on this database owe, and other instances of this one, is sent by their
    /// relays.
    private List<Message> owed(Relaying relaying, LogEntry entry) {
        return Decision.in(entry)
                .filter(decision -> decision.machine().equals(name))
                .map(decision -> owed(relaying, entry.t(), decision))
                .orElse(List.of());
    }

    /// What is forgotten was sent before the cursor went by: a cursor that has lost its place must
    /// not pass in silence.
    private List<Message> owed(Relaying relaying, long t, Decision decision) {
        decision.require(Decision.Forgotten.MESSAGES);
        return share.of(relaying.start(), t, decision.messages());
    }

    private static Step reading(Relaying relaying) {
        return relaying.onTheWay().size() < MOST_ON_THE_WAY
                ? new Step(relaying, List.of(new RelayIo.ReadLog(relaying.next(), BATCH)))
                : new Step(relaying.inWait(), List.of(new RelayIo.AwaitAccepted()));
    }
}
