package dev.factum.machine.run;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.database.Database;
import dev.factum.facts.error.FactumError;
import dev.factum.machine.claim.Claim;
import dev.factum.machine.claim.Delivery;
import dev.factum.machine.claim.Outcome;
import dev.factum.machine.claim.Parked;
import dev.factum.machine.handler.HandlerDefinition;
import dev.factum.machine.handler.Handlers;
import dev.factum.machine.intake.Intake;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Has messages decided: those of one key one after the other, each by those of its handlers that
/// may begin now. Safe to share between threads.
final class Reception {

    private static final System.Logger LOG = System.getLogger(Reception.class.getName());

    private final String machine;
    private final Handlers handlers;
    private final Performer performer;
    private final Connection connection;
    private final Lanes lanes;
    private final Intake intake;
    private final Set<Topic> needy;
    private final Consumer<Delivery> decided;
    private final BooleanSupplier isClosed;

    /// @param handlers the machine's, as they are to be run
    /// @param decided told what came of each message
    Reception(
            String machine,
            Handlers handlers,
            Connection connection,
            CarefulLife life,
            Lanes lanes,
            Intake intake,
            Consumer<Delivery> decided,
            BooleanSupplier isClosed) {
        this.machine = machine;
        this.handlers = handlers;
        this.performer = new Performer(life, connection);
        this.connection = connection;
        this.lanes = lanes;
        this.intake = intake;
        this.needy =
                handlers.definitions().stream()
                        .filter(each -> !each.contract().destinations().isEmpty())
                        .map(HandlerDefinition::topic)
                        .collect(Collectors.toUnmodifiableSet());
        this.decided = decided;
        this.isClosed = isClosed;
    }

    private List<HandlerDefinition<?>> needy(Message message) {
        return needy.contains(message.topic()) ? handlers.taking(message) : List.of();
    }

    // ---- messages from callers

    /// Decides a message for somebody who waits for what comes of it.
    ///
    /// @throws FactumError `:factum.machine/destination-failing` if it had better come again later;
    ///   who only comes again for an old reply has it
    Delivery answer(Message message) {
        for (HandlerDefinition<?> handler : needy(message)) {
            if (!isDecided(handler, message)) {
                intake.refusal(handler, message.key())
                        .ifPresent(refusal -> {
                            throw refusal;
                        });
            }
        }
        Delivery delivery = performer.perform(message, true, () -> {});
        decided.accept(delivery);
        return delivery;
    }

    private boolean isDecided(HandlerDefinition<?> handler, Message message) {
        Database db = connection.db();
        return Claim.of(machine, handler.name(), message).at(db).isPresent();
    }

    // ---- messages from the broker

    /// Decides what a broker has delivered, on the lane of its key. What has to wait leaves the
    /// lane and comes back.
    void handle(Broker.Delivered delivered) {
        List<HandlerDefinition<?>> taking =
                delivered.problem().isPresent() ? List.of() : needy(delivered.message());
        var whole = new PartedDelivery(delivered);
        List<HandlerDefinition<?>> present = new ArrayList<>();
        for (HandlerDefinition<?> handler : taking) {
            whole.part();
            if (!intake.keeps(handler, delivered.message().key(), later(whole, handler))) {
                whole.acknowledge();
                present.add(handler);
            }
        }
        if (present.size() == taking.size()) {
            handle(delivered, performer::perform);
        } else if (present.isEmpty()) {
            whole.acknowledge();
        } else {
            handle(whole, each -> performer.perform(each, present));
        }
    }

    private Consumer<Runnable> later(Broker.Delivered part, HandlerDefinition<?> handler) {
        return done ->
                enter(
                        part.message().key(),
                        () -> handle(part, each -> performer.perform(each, List.of(handler))),
                        done);
    }

    private void enter(String key, Runnable work, Runnable done) {
        lanes.enter(
                key,
                () -> {
                    try {
                        work.run();
                    } finally {
                        done.run();
                    }
                });
    }

    /// A message whose decision cannot be made now holds up its key until it can.
    private void handle(
            Broker.Delivered delivered, Function<Broker.Delivered, Delivery> performing) {
        int attempts = 0;
        while (!isClosed.getAsBoolean() && Backoff.pause(attempts)) {
            try {
                Delivery delivery = performing.apply(delivered);
                decided.accept(delivery);
                if (Tally.isFenced(delivery)) {
                    delivered.giveBack();
                    return;
                }
                if (!isUndecided(delivery)) {
                    return;
                }
                attempts++;
            } catch (Throwable unreachable) { // the key waits, and its lane lives
                LOG.log(Level.WARNING, "A message waits for its decision", unreachable);
                attempts++;
            }
        }
    }

    private static boolean isUndecided(Delivery delivery) {
        return delivery.outcomes().stream().anyMatch(Outcome.Undecided.class::isInstance);
    }

    // ---- parked messages

    /// Tries a parked message again; the more often it was tried in vain, the longer it rests
    /// before.
    void tryAgain(Parked aside, Runnable done) {
        String key = aside.message().key();
        Runnable work = () -> decideAgain(aside);
        boolean isKept =
                handlers.named(aside.handler())
                        .filter(handler ->
                                intake.keeps(
                                        handler, key, free -> enter(key, work, both(free, done))))
                        .isPresent();
        if (!isKept) {
            enter(key, work, done);
        }
    }

    private static Runnable both(Runnable one, Runnable other) {
        return () -> {
            one.run();
            other.run();
        };
    }

    private void decideAgain(Parked aside) {
        if (!isClosed.getAsBoolean() && Backoff.pause((int) Math.min(aside.runs() - 1, 10))) {
            decided.accept(performer.perform(aside.message(), false, () -> {}));
        }
    }
}
