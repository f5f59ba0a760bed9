package dev.factum.testkit;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.database.Database;
import dev.factum.facts.error.FactumError;
import dev.factum.machine.claim.Proposal;
import dev.factum.machine.effect.Decision;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.message.Message;
import dev.factum.machine.run.Machine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What new code would have decided, had it run in the place of the code that did: recent decisions
/// of a database are made again on what was known right before them, by both.
///
/// ```java
/// Regression.between(present, candidate, connection)
///         .messages(archive::find)
///         .recent(1_000)
///         .assertSame();
/// ```
///
/// The log has the messages that the machine sends to itself, and of those from elsewhere only what
/// tells them from others: [#messages] says where they are kept. Nothing is written.
///
/// Immutable and safe to share between threads.
public final class Regression {

    private static final long CHUNK = 1_024;

    private final Machine present;
    private final Machine candidate;
    private final Connection connection;
    private final Function<String, Optional<Message>> archive;

    private Regression(
            Machine present,
            Machine candidate,
            Connection connection,
            Function<String, Optional<Message>> archive) {
        this.present = present;
        this.candidate = candidate;
        this.connection = connection;
        this.archive = archive;
    }

    /// A comparison of two versions of a machine on the decisions of this database.
    ///
    /// @param present the version that has decided
    public static Regression between(Machine present, Machine candidate, Connection connection) {
        return new Regression(present, candidate, connection, _ -> Optional.empty());
    }

    /// Where messages from elsewhere are found, by their identity.
    public Regression messages(Function<String, Optional<Message>> kept) {
        return new Regression(present, candidate, connection, kept);
    }

    /// A decision and the transaction that made it durable.
    private record Made(long t, Decision decision) {}

    /// Makes the most recent decisions again.
    public RegressionReport recent(int most) {
        Database db = connection.db();
        Map<String, Message> owed = new HashMap<>();
        List<Made> made = recent(db, most, owed);
        var changes = new ArrayList<RegressionReport.Change>();
        int compared = 0;
        for (Made each : made) {
            String identity = each.decision.message();
            Optional<Message> message =
                    Optional.ofNullable(owed.get(identity)).or(() -> archive.apply(identity));
            if (message.isPresent() && isReceived(message.get(), each.decision)) {
                compared++;
                List<String> lines = compared(each, message.get(), db.asOf(each.t - 1));
                if (!lines.isEmpty()) {
                    changes.add(
                            new RegressionReport.Change(
                                    each.t, each.decision.handler(), identity, lines));
                }
            }
        }
        return new RegressionReport(compared, made.size() - compared, changes);
    }

    private static boolean isReceived(Message message, Decision decision) {
        return decision.received().length() == 0 || decision.received().equals(message.digest());
    }

    /// Reads the log backwards, and notes the messages that it owes.
    private List<Made> recent(Database db, int most, Map<String, Message> owed) {
        var made = new ArrayList<Made>();
        long end = db.basisT() + 1;
        while (end > 1 && made.size() < most) {
            long from = Math.max(1, end - CHUNK);
            List<LogEntry> entries = connection.log(from, end);
            for (LogEntry entry : entries.reversed()) {
                Optional<Decision> decision = Decision.in(entry);
                decision.ifPresent(each -> note(each, owed));
                if (made.size() < most && decision.filter(this::isOfHandler).isPresent()) {
                    made.add(new Made(entry.t(), decision.get()));
                }
            }
            end = from;
        }
        return made;
    }

    private static void note(Decision decision, Map<String, Message> owed) {
        decision.messages().forEach(message -> owed.put(message.identity(), message));
        decision.gated().forEach(message -> owed.put(message.identity(), message));
    }

    private boolean isOfHandler(Decision decision) {
        return decision.machine().equals(present.name())
                && present.handlers().named(decision.handler()).isPresent();
    }

    // ---- comparing

    private List<String> compared(Made made, Message message, Database before) {
        Object then = decided(present, made.decision, message, before);
        Object now = decided(candidate, made.decision, message, before);
        var lines = new ArrayList<String>();
        if (!(then instanceof Effects effects)
                || !effects.digest().equals(made.decision.digest())) {
            lines.add("the present code does not come to what was decided: " + then);
        }
        if (then instanceof Effects left && now instanceof Effects right) {
            lines.addAll(Difference.between(left.form(), right.form()));
        } else if (!then.equals(now)) {
            lines.add("expected " + then + " but was " + now);
        }
        return lines;
    }

    /// The effects, or the code of the error that it is refused with.
    private static Object decided(
            Machine machine, Decision decision, Message message, Database before) {
        try {
            return machine.handlers()
                    .named(decision.handler())
                    .<Object>map(handler ->
                            Proposal.of(decision.machine(), handler, message, before).effects())
                    .orElse("no handler " + decision.handler());
        } catch (FactumError refused) {
            return refused.code().code();
        }
    }
}
