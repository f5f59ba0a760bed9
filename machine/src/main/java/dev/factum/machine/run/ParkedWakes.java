package dev.factum.machine.run;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.database.Database;
import dev.factum.machine.claim.Claim;
import dev.factum.machine.claim.Parked;
import dev.factum.machine.claim.ParkedClass;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Wakes parked messages when trying again can come to something else: when what they had read has
/// changed, when the code has, when somebody wants it, or when the one ahead of them is gone.
///
/// Whoever waits costs nothing but a look at each transaction. Has no thread, input or output of
/// its own; [#observe] belongs to one thread, [#done] may be called by any.
public final class ParkedWakes {

    /// Whoever was parked so many transactions ago is woken without looking at what has changed.
    private static final long MOST_LOOKED_AT = 10_000;

    private final String machine;
    private final String version;
    private final Supplier<Database> latest;
    private final Log log;
    private final Consumer<Parked> wake;
    private final Map<Claim, Boolean> awake = new ConcurrentHashMap<>();
    private Map<Claim, Parked> parked = Map.of();
    private boolean isLoaded;

    /// The log of the database.
    @FunctionalInterface
    public interface Log {

        /// The entries from t `from` (inclusive) to `to` (exclusive).
        List<LogEntry> entries(long from, long to);
    }

    /// @param latest the latest database that is known
    /// @param wake has the message tried again; [#done] is to be called afterwards
    public ParkedWakes(Machine machine, Supplier<Database> latest, Log log, Consumer<Parked> wake) {
        this.machine = machine.name();
        this.version = machine.version();
        this.latest = latest;
        this.log = log;
        this.wake = wake;
    }

    /// Looks at transactions as they come.
    public void observe(List<LogEntry> entries) {
        Database db = latest.get();
        if (!isLoaded) {
            isLoaded = true;
            load(db).forEach(each -> wakeIf(each.isStale(version) || isChanged(each, db), each));
            wakeWanted();
        }
        for (LogEntry entry : entries) {
            parked.values().forEach(each -> wakeIf(isTouched(each, entry, db), each));
        }
        if (entries.stream().anyMatch(entry -> Parked.areTouchedBy(db, entry.datoms()))) {
            load(db).forEach(each -> wakeIf(isChanged(each, db), each));
            wakeWanted();
        }
    }

    /// Takes up what is parked now, and says which of it is new.
    private List<Parked> load(Database db) {
        Map<Claim, Parked> present = new ConcurrentHashMap<>();
        List<Parked> fresh = new ArrayList<>();
        for (Parked each : Parked.in(db)) {
            if (each.machine().equals(machine)) {
                present.put(each.claim(), each);
                Parked before = parked.get(each.claim());
                if (before == null || before.runs() != each.runs()) {
                    fresh.add(each);
                }
            }
        }
        parked = present;
        return fresh;
    }

    /// True if something it had read changed after it was read.
    private boolean isChanged(Parked each, Database db) {
        if (each.reads().isEmpty()) {
            return false;
        }
        return db.basisT() - each.basis() > MOST_LOOKED_AT
                || log.entries(each.basis() + 1, db.basisT() + 1).stream()
                        .anyMatch(entry -> isTouched(each, entry, db));
    }

    private static boolean isTouched(Parked each, LogEntry entry, Database db) {
        return entry.t() > each.basis() && each.isTouchedBy(db, entry.datoms());
    }

    /// Those that somebody wants, and those that wait for nobody any more.
    private void wakeWanted() {
        Set<String> lanes = new HashSet<>();
        parked.values().stream()
                .sorted((one, other) -> Long.compare(one.entity(), other.entity()))
                .forEach(each -> {
                    boolean isFirst = lanes.add(each.handler() + "/" + each.message().key());
                    boolean isFree = isFirst && each.kind() == ParkedClass.BEHIND;
                    boolean isWanted = isFree || each.wantedBy().isPresent();
                    wakeIf(isWanted && !awake.containsKey(each.claim()), each);
                });
    }

    /// Whoever is being tried right now is tried once more.
    private void wakeIf(boolean wanted, Parked each) {
        if (wanted && awake.merge(each.claim(), false, (_, _) -> true).equals(false)) {
            wake.accept(each);
        }
    }

    /// It was tried again.
    public void done(Parked each) {
        boolean isWantedAgain = Boolean.TRUE.equals(awake.remove(each.claim()));
        Parked present = parked.get(each.claim());
        if (isWantedAgain && present != null) {
            wakeIf(true, present);
        }
    }

    /// True if nothing is being tried again.
    public boolean isIdle() {
        return awake.isEmpty();
    }
}
