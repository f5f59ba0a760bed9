package dev.factum.testkit;

import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.machine.claim.Delivery;
import dev.factum.machine.claim.DeliverySteps;
import dev.factum.machine.claim.Event;
import dev.factum.machine.claim.Io;
import dev.factum.machine.claim.Step;
import dev.factum.machine.message.Message;
import dev.factum.machine.run.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Decides two or three messages at once, in every order in which their reads and commits can fall,
/// and checks a rule on every database that comes of it.
///
/// ```java
/// RaceExplorer.of(machine, db, messages)
///         .check(database -> offers(database) <= 3 ? Optional.empty() : Optional.of("too many"))
///         .assertHolds();
/// ```
///
/// The machine's own step function is what runs, so conflicts lead to further runs as they do in
/// production. Deterministic.
public final class RaceExplorer {

    private final DeliverySteps steps;
    private final List<Message> messages;
    private final MemoryLog start;

    private RaceExplorer(DeliverySteps steps, List<Message> messages, MemoryLog start) {
        this.steps = steps;
        this.messages = List.copyOf(messages);
        this.start = start;
    }

    /// A race of these messages on this database; see [TestDatabase].
    public static RaceExplorer of(Machine machine, Database db, List<Message> messages) {
        return new RaceExplorer(machine.deliveries(), messages, MemoryLog.from(db));
    }

    /// The same race under a writer that ignores read sets: to see what they are for.
    public RaceExplorer withoutReadSets() {
        return new RaceExplorer(steps, messages, start.withoutValidation());
    }

    /// Runs all orders.
    ///
    /// @param rule why a database is not as it should be, or nothing
    public RaceReport check(Function<Database, Optional<String>> rule) {
        var search = new Search(rule);
        List<Step> begun = messages.stream().map(message -> steps.begin(message, false)).toList();
        search.explore(new Moment(start, begun, List.of()));
        return new RaceReport(search.orders, List.copyOf(search.broken));
    }

    /// One point of one order: the database, how far each message is, and what has happened.
    private record Moment(MemoryLog log, List<Step> contenders, List<String> history) {

        Moment with(int contender, Step step, MemoryLog after, String happened) {
            var others = new ArrayList<>(contenders);
            others.set(contender, step);
            var extended = new ArrayList<>(history);
            extended.add(happened);
            return new Moment(after, others, extended);
        }
    }

    private final class Search {
        private final Function<Database, Optional<String>> rule;
        private final List<String> broken = new ArrayList<>();
        private int orders;

        Search(Function<Database, Optional<String>> rule) {
            this.rule = rule;
        }

        void explore(Moment moment) {
            boolean atEnd = true;
            for (int each = 0; each < moment.contenders().size(); each++) {
                if (!moment.contenders().get(each).io().isEmpty()) {
                    atEnd = false;
                    advance(moment, each);
                }
            }
            if (atEnd) {
                orders++;
            }
        }

        private void advance(Moment moment, int contender) {
            Step step = moment.contenders().get(contender);
            Moment next =
                    switch (step.io().getFirst()) {
                        case Io.Look _ -> look(moment, contender);
                        case Io.Transact transact -> commit(moment, contender, transact);
                        case Io.Acknowledge _, Io.GiveBack _ -> end(moment, contender);
                        case Io.ReadLog _ ->
                                throw new IllegalStateException("Nobody waits for a reply");
                    };
            explore(settled(next, contender));
        }

        /// Taking note of the end touches nobody else, so its place in the order does not matter.
        private Moment settled(Moment moment, int contender) {
            List<Io> io = moment.contenders().get(contender).io();
            return !io.isEmpty() && io.getFirst() instanceof Io.Acknowledge
                    ? end(moment, contender)
                    : moment;
        }

        private Moment look(Moment moment, int contender) {
            Delivery delivery = moment.contenders().get(contender).delivery();
            Database db = moment.log().database();
            return moment.with(
                    contender,
                    steps.next(delivery, new Event.Looked(db)),
                    moment.log(),
                    delivery.message().id() + " reads at " + db.basisT());
        }

        private Moment end(Moment moment, int contender) {
            Delivery delivery = moment.contenders().get(contender).delivery();
            return moment.with(
                    contender,
                    steps.next(delivery, new Event.Performed()),
                    moment.log(),
                    delivery.message().id() + " is done");
        }

        private Moment commit(Moment moment, int contender, Io.Transact transact) {
            Delivery delivery = moment.contenders().get(contender).delivery();
            Instant last = moment.log().database().state().lastInstant();
            MemoryLog.Written written =
                    moment.log().write(transact.request(), last.plus(Duration.ofSeconds(1)));
            Moment next =
                    moment.with(
                            contender,
                            steps.next(delivery, new Event.Answered(written.result())),
                            written.after(),
                            delivery.message().id() + " " + said(written.result()));
            rule.apply(written.after().database())
                    .ifPresent(why -> broken.add(next.history() + ": " + why));
            return next;
        }

        private static String said(TxResult result) {
            return switch (result) {
                case TxResult.Committed(var report) -> "commits " + report.t();
                case TxResult.Duplicate(long t) -> "was decided at " + t;
                case TxResult.Conflict(_, long t) -> "conflicts with " + t;
                case TxResult.Rejected(var error) -> "is rejected: " + error.code().code();
                case TxResult.Indeterminate _ -> "learns nothing";
            };
        }
    }
}
