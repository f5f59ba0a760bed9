package dev.factum.machine.retention;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.database.Database;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.value.Bytes;
import dev.factum.machine.effect.Decision;
import dev.factum.machine.relay.Cursor;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Lets go of what old decisions of a machine owed, in the log, once everything was sent and nobody
/// needs it. Belongs to one thread; that several work at it at once does no harm.
///
/// It works from the oldest decision on, and notes how far it is. What is needed longer is noted as
/// well, and looked at again by the next run. A crash leaves some decisions shortened and not
/// noted: the next run finds nothing left to do there.
public final class Forgetting {

    private static final System.Logger LOG = System.getLogger(Forgetting.class.getName());

    /// How many records of the log are looked at, and changed, at once.
    static final int BATCH = 512;

    /// How many old decisions may be needed before nothing more is looked at.
    static final int MOST_NEEDED = 10_000;

    private static final int WORTH_NOTING = 10_000;

    private final Connection connection;
    private final InstantSource clock;
    private final Duration age;
    private final @Nullable Duration claims;
    private final ForgettingProgress begun;
    private final Database db;
    private final long cursor;
    private final TreeSet<Long> needed;
    private final Map<Long, Bytes> shortened = new HashMap<>();
    private long through;
    private long decisions;
    private long bytes;

    private Forgetting(
            Connection connection, String machine, Retention retention, InstantSource clock) {
        this.connection = connection;
        this.clock = clock;
        this.age = retention.effects();
        this.claims = retention.claims();
        this.db = connection.db();
        this.begun = ForgettingProgress.in(db, machine);
        this.cursor = Cursor.in(db, machine).through();
        this.needed = new TreeSet<>(begun.needed());
        this.through = begun.through();
    }

    /// Lets go of all that may be let go now.
    ///
    /// @param machine whose decisions; its attributes are installed
    /// @param goesOn asked between batches
    public static ForgettingReport run(
            Connection connection,
            String machine,
            Retention retention,
            InstantSource clock,
            BooleanSupplier goesOn) {
        return new Forgetting(connection, machine, retention, clock).run(goesOn);
    }

    private ForgettingReport run(BooleanSupplier goesOn) {
        lookAgain(goesOn);
        Instant before = clock.instant().minus(age);
        boolean isOld = true;
        while (isOld && through < db.basisT() && goesOn.getAsBoolean()) {
            List<LogEntry> entries =
                    connection.log(through + 1, Math.min(through + 1 + BATCH, db.nextT()));
            isOld = forget(entries, before);
            write();
        }
        note();
        return new ForgettingReport(decisions, bytes, needed.size(), through, forgetClaims(goesOn));
    }

    private long forgetClaims(BooleanSupplier goesOn) {
        return claims == null
                ? 0
                : new OldClaims(connection).forget(clock.instant().minus(claims), goesOn);
    }

    /// What was needed before, and may not be any more.
    private void lookAgain(BooleanSupplier goesOn) {
        for (long t : begun.needed()) {
            if (!goesOn.getAsBoolean()) {
                break;
            }
            if (!Needed.isOpen(db, t)) {
                connection.log(t, t + 1).forEach(this::forget);
            }
            if (shortened.size() >= BATCH) {
                write();
            }
        }
        write();
    }

    /// Looks at entries in their order, as far as they are old and have been sent; false if some
    /// are left.
    private boolean forget(List<LogEntry> entries, Instant before) {
        for (LogEntry entry : entries) {
            boolean isNext =
                    instant(entry).isBefore(before)
                            && needed.size() < MOST_NEEDED
                            && (entry.t() <= cursor || !owesMessages(entry));
            if (!isNext) {
                return false;
            }
            forget(entry);
            through = entry.t();
        }
        return true;
    }

    private static Instant instant(LogEntry entry) {
        return entry.datoms().stream()
                .filter(datom -> datom.a() == Builtin.TX_INSTANT)
                .map(datom -> (Instant) datom.v())
                .findFirst()
                .orElse(Instant.EPOCH);
    }

    private boolean owesMessages(LogEntry entry) {
        return own(entry).filter(decision -> !decision.messages().isEmpty()).isPresent();
    }

    private void forget(LogEntry entry) {
        Optional<Decision> own = own(entry);
        if (own.isEmpty()) {
            return;
        }
        Optional<Decision> rest = Needed.rest(db, entry.t(), own.get());
        if (rest.isEmpty()) {
            needed.add(entry.t());
            return;
        }
        needed.remove(entry.t());
        if (!rest.get().equals(own.get())) {
            Bytes after = rest.get().encode();
            bytes += length(entry) - after.length();
            decisions++;
            shortened.put(entry.t(), after);
        }
    }

    /// What cannot be read stays as it is.
    private Optional<Decision> own(LogEntry entry) {
        try {
            return Decision.in(entry)
                    .filter(decision -> decision.machine().equals(begun.machine()));
        } catch (FactumError unreadable) {
            LOG.log(Level.WARNING, "A decision cannot be read, and is kept", unreadable);
            return Optional.empty();
        }
    }

    private static long length(LogEntry entry) {
        return entry.attachment() == null ? 0 : entry.attachment().length();
    }

    private void write() {
        if (!shortened.isEmpty()) {
            connection.replaceAttachments(shortened);
            shortened.clear();
        }
    }

    /// A run that has changed nothing and looked at little leaves no trace: the next would look at
    /// that, and so on.
    private void note() {
        boolean isFar = through - begun.through() >= WORTH_NOTING;
        if (isFar || decisions > 0 || !needed.equals(begun.needed())) {
            connection.transact(begun.with(through, needed).txData(begun));
        }
    }
}
