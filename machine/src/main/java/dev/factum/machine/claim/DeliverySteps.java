package dev.factum.machine.claim;

import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.ReadSet;
import dev.factum.facts.error.Category;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.claim.Delivery.Phase;
import dev.factum.machine.effect.Decision;
import dev.factum.machine.effect.Reply;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.handler.HandlerDefinition;
import dev.factum.machine.handler.Handlers;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.MessageId;
import dev.factum.machine.message.MessageType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The step function that decides messages: from a state and an event to the next state and what is
/// to be done. Pure, and safe to share between threads.
///
/// For each handler of the message:
///
/// 1. Look the claim up. If somebody has it, nothing runs: the log owes what was decided.
/// 2. Run the handler on that database, check its contract, derive the ids.
/// 3. Ask the writer for facts, claim and reads at once, with the effects as attachment. An empty
///    decision is asked for too: a late duplicate must not decide something else.
/// 4. A conflict runs the handler again, twice on a newer database, then at the writer. An unknown
///    answer asks again under the same claim. A refusal parks the message, and then later ones of
///    its key are parked behind it.
///
/// In a life after one that died, the writer is asked before the second step to take note of it:
/// see [Caution].
///
/// A message from a source that somebody else has taken over meanwhile is given back undecided, and
/// one that is older than decisions are remembered is parked.
///
/// Nothing is sent here: the relay sends what the log owes, whether or not a message comes again.
/// That the claim is looked up first is where this differs from the effect machine as drawn in the
/// talk it is from; the other order loses messages after a crash.
public final class DeliverySteps {

    /// How often a handler runs beside the writer before it runs at the writer.
    public static final int OPTIMISTIC_RUNS = 3;

    /// How often the writer is asked the same before the message is given back.
    public static final int MOST_ASKS = 12;

    /// In the place of a handler's name where a message was parked before any handler saw it.
    public static final String INTAKE = "intake";

    private final String machine;
    private final String version;
    private final Handlers handlers;
    private final @Nullable Duration memory;
    private final @Nullable Caution caution;

    /// @param machine the name of the machine, which its claims and decisions bear
    /// @param version that of the handlers' code
    public DeliverySteps(String machine, String version, Handlers handlers) {
        this(machine, version, handlers, null, null);
    }

    private DeliverySteps(
            String machine,
            String version,
            Handlers handlers,
            @Nullable Duration memory,
            @Nullable Caution caution) {
        this.machine = machine;
        this.version = version;
        this.handlers = handlers;
        this.memory = memory;
        this.caution = caution;
    }

    /// The same steps for a machine that remembers for so long what it has decided.
    public DeliverySteps remembering(Duration duration) {
        return new DeliverySteps(machine, version, handlers, duration, caution);
    }

    /// The same steps in a life after one that died.
    public DeliverySteps with(Caution cautious) {
        return new DeliverySteps(machine, version, handlers, memory, cautious);
    }

    /// The first step of a message that has come.
    public Step begin(Message message, boolean wantsReply) {
        return begin(message, wantsReply, null, handlers.taking(message));
    }

    /// The first step of a message that was read from a source.
    public Step begin(Message message, Position position) {
        return begin(message, false, position, handlers.taking(message));
    }

    /// The first step of a message that could not be read: it is parked, whoever it was for.
    ///
    /// @param message holds what came as it came
    public Step beginUnreadable(Message message, FactumError problem, @Nullable Position position) {
        var refusing =
                new HandlerDefinition<>(
                        INTAKE,
                        message.topic(),
                        MessageType.of(Message.class),
                        (_, _, _) -> {
                            throw problem;
                        },
                        Contract.nothing());
        return begin(message, false, position, List.of(refusing.passing()));
    }

    /// The same first step, for some of the handlers that take the message.
    public static Step only(List<HandlerDefinition<?>> handlers, Step first) {
        Delivery whole = first.delivery();
        return begin(whole.message(), whole.wantsReply(), whole.position(), handlers);
    }

    private static Step begin(
            Message message,
            boolean wantsReply,
            @Nullable Position position,
            List<HandlerDefinition<?>> taking) {
        return proceed(
                new Delivery(
                        message, wantsReply, position, taking, List.of(), new Phase.Finishing()),
                0);
    }

    /// The step after what was asked for has been done.
    public Step next(Delivery delivery, Event event) {
        return switch (delivery.phase()) {
            case Phase.Looking(int runs) when event instanceof Event.Looked(var db) ->
                    looked(delivery, db, runs);
            case Phase.Noting noting when event instanceof Event.Answered(var result) ->
                    noted(delivery, noting, result);
            case Phase.Committing committing when event instanceof Event.Answered(var result) ->
                    answered(delivery, committing, result);
            case Phase.Replying replying when event instanceof Event.Read(var entry) ->
                    read(delivery, replying, Decision.in(entry));
            case Phase.Refused refused when event instanceof Event.Looked(var db) ->
                    refused(delivery, refused, db);
            case Phase.Parking parking when event instanceof Event.Answered(var result) ->
                    parked(delivery, parking, result);
            case Phase.Finishing _ when event instanceof Event.Performed ->
                    new Step(delivery.in(new Phase.Finished()), List.of());
            case Phase.Looking _,
                    Phase.Noting _,
                    Phase.Committing _,
                    Phase.Replying _,
                    Phase.Refused _,
                    Phase.Parking _,
                    Phase.Finishing _,
                    Phase.Finished _ ->
                    throw new IllegalArgumentException(
                            event + " does not answer " + delivery.phase());
        };
    }

    /// On to the next handler, or to the end.
    private static Step proceed(Delivery delivery, long atLeast) {
        if (delivery.remaining().isEmpty()) {
            return asking(delivery, new Phase.Finishing(), new Io.Acknowledge());
        }
        return asking(delivery, new Phase.Looking(0), new Io.Look(atLeast));
    }

    private static Step asking(Delivery delivery, Phase phase, Io io) {
        return new Step(delivery.in(phase), List.of(io));
    }

    private Step looked(Delivery delivery, Database db, int runs) {
        HandlerDefinition<?> handler = delivery.handler();
        OptionalLong claimed = Claim.of(machine, handler.name(), delivery.message()).at(db);
        if (claimed.isPresent()) {
            return repeated(delivery, claimed.getAsLong());
        }
        Position position = delivery.position();
        if (position != null && !position.isHeld(db)) {
            return undecided(delivery, position.fenced());
        }
        if (isTooOld(delivery.message(), db)) {
            return refused(delivery, tooOld(delivery.message()), nothingRead(db.basisT()));
        }
        if (handler.parksKey()) {
            Optional<Parked> ahead = Parked.ahead(db, machine, handler.name(), delivery.message());
            if (ahead.isPresent()) {
                return refused(delivery, behind(ahead.get()), nothingRead(db.basisT()));
            }
        }
        return caution == null ? run(delivery, db, runs) : cautious(delivery, db, runs, caution);
    }

    /// Takes note that the handler begins, unless that was noted in this life.
    private Step cautious(Delivery delivery, Database db, int runs, Caution present) {
        Begun begun =
                Begun.in(db, Claim.of(machine, delivery.handler().name(), delivery.message()));
        if (begun.life() == present.life()) {
            return run(delivery, db, runs);
        }
        return begun.times() >= present.mostDeaths()
                ? refused(delivery, begun.killer(), nothingRead(db.basisT()))
                : asking(
                        delivery,
                        new Phase.Noting(runs),
                        new Io.Transact(TxRequest.of(begun.again(present.life())), 0));
    }

    private static Step noted(Delivery delivery, Phase.Noting noting, TxResult result) {
        return switch (result) {
            case TxResult.Committed(var report) ->
                    asking(delivery, new Phase.Looking(noting.runs()), new Io.Look(report.t()));
            case TxResult.Rejected(var error) -> undecided(delivery, error);
            case TxResult.Indeterminate(var error) -> undecided(delivery, error);
            case TxResult.Conflict _, TxResult.Duplicate _ ->
                    throw new IllegalStateException("A note was answered " + result);
        };
    }

    private Step run(Delivery delivery, Database db, int runs) {
        HandlerDefinition<?> handler = delivery.handler();
        var recorder = new ReadSet.Recorder();
        try {
            Proposal proposal =
                    Proposal.of(
                            machine,
                            handler,
                            delivery.message(),
                            db,
                            recorder,
                            delivery.position());
            return committing(delivery, proposal, proposal.request(), runs + 1, 0);
        } catch (FactumError refused) {
            return refused(delivery, refused, attempt(refused, db, recorder));
        }
    }

    /// A handler that nobody waits for any more may still be reading.
    private Parked.Attempt attempt(FactumError refused, Database db, ReadSet.Recorder recorder) {
        return refused.code() == MachineErrorCode.HANDLER_OVERDUE
                ? nothingRead(db.basisT())
                : new Parked.Attempt(version, db.basisT(), recorder.reads());
    }

    /// True if a claim on this message could have been forgotten. The database's own time is the
    /// clock: nothing is forgotten before a transaction comes.
    private boolean isTooOld(Message message, Database db) {
        return memory != null
                && MessageId.time(message.id())
                        .filter(db.state().lastInstant().minus(memory)::isAfter)
                        .isPresent();
    }

    private static FactumError tooOld(Message message) {
        return FactumError.of(
                        MachineErrorCode.TOO_OLD,
                        "The message is older than decisions are remembered: it may have been decided")
                .with("id", message.id());
    }

    private Parked.Attempt nothingRead(long basis) {
        return new Parked.Attempt(version, basis, ReadSet.nothing());
    }

    private static FactumError behind(Parked ahead) {
        return FactumError.of(
                        MachineErrorCode.KEY_PARKED, "An earlier message of this key is parked")
                .with("message", ahead.message().identity())
                .with("key", ahead.message().key());
    }

    private static Step committing(
            Delivery delivery, @Nullable Proposal proposal, TxRequest request, int runs, int asks) {
        return asking(
                delivery,
                new Phase.Committing(proposal, request, runs, asks),
                new Io.Transact(request, asks));
    }

    private Step answered(Delivery delivery, Phase.Committing phase, TxResult result) {
        return switch (result) {
            case TxResult.Committed(var report) -> {
                Optional<Proposal> proposal = Optional.ofNullable(phase.proposal());
                yield proposal.isEmpty() && delivery.wantsReply()
                        ? replying(delivery, report.t(), phase.runs())
                        : decided(
                                delivery,
                                report.t(),
                                phase.runs(),
                                proposal.flatMap(each -> each.reply(report)).orElse(null));
            }
            case TxResult.Duplicate(long t) -> repeated(delivery, t);
            case TxResult.Conflict(_, long t) -> conflict(delivery, phase.runs(), t);
            case TxResult.Rejected(var error) when isOutOfReach(error) ->
                    askAgain(delivery, phase, error);
            case TxResult.Rejected(var error) when error.code() == MachineErrorCode.FENCED ->
                    undecided(delivery, error);
            case TxResult.Rejected(var error) ->
                    refused(
                            delivery,
                            error,
                            Optional.ofNullable(phase.proposal())
                                    .map(each ->
                                            new Parked.Attempt(version, each.basis(), each.reads()))
                                    .orElseGet(() -> nothingRead(0)));
            case TxResult.Indeterminate(var error) -> askAgain(delivery, phase, error);
        };
    }

    private Step conflict(Delivery delivery, int runs, long t) {
        return runs < OPTIMISTIC_RUNS
                ? asking(delivery, new Phase.Looking(runs), new Io.Look(t))
                : committing(
                        delivery,
                        null,
                        Proposal.requestAtWriter(
                                machine,
                                delivery.handler(),
                                delivery.message(),
                                delivery.position()),
                        runs + 1,
                        0);
    }

    private static Step askAgain(Delivery delivery, Phase.Committing phase, FactumError error) {
        return phase.asks() + 1 < MOST_ASKS
                ? committing(
                        delivery, phase.proposal(), phase.request(), phase.runs(), phase.asks() + 1)
                : undecided(delivery, error);
    }

    private static Step repeated(Delivery delivery, long t) {
        return delivery.wantsReply() ? replying(delivery, t, 0) : decided(delivery, t, 0, null);
    }

    private static Step replying(Delivery delivery, long t, int runs) {
        return asking(delivery, new Phase.Replying(t, runs), new Io.ReadLog(t));
    }

    /// Who was promised a reply is told if it is not kept any more.
    private static Step read(
            Delivery delivery, Phase.Replying replying, Optional<Decision> decision) {
        try {
            decision.ifPresent(each -> each.require(Decision.Forgotten.REPLY));
        } catch (FactumError forgotten) {
            String handler = delivery.handler().name();
            var outcome = new Outcome.Forgotten(handler, replying.t(), forgotten);
            return proceed(delivery.done(outcome, delivery.phase()), replying.t());
        }
        Reply reply = decision.map(Decision::reply).orElse(null);
        return decided(delivery, replying.t(), replying.runs(), reply);
    }

    private static Step decided(Delivery delivery, long t, int runs, @Nullable Reply reply) {
        String handler = delivery.handler().name();
        Outcome outcome =
                runs == 0
                        ? new Outcome.Repeated(handler, t, reply)
                        : new Outcome.Decided(handler, t, runs, reply);
        return proceed(delivery.done(outcome, delivery.phase()), t);
    }

    /// True if writer or storage did not answer or had no room, and not what was asked is to blame.
    ///
    /// Code that runs for too long is said to be busy too, and will run for too long again.
    private static boolean isOutOfReach(FactumError error) {
        return (error.category() == Category.UNAVAILABLE || error.category() == Category.BUSY)
                && error.code() != DbErrorCode.TX_FN_BUDGET;
    }

    /// Pure code that was refused will be refused again, unless only a part was out of reach.
    private static Step refused(Delivery delivery, FactumError error, Parked.Attempt attempt) {
        return isOutOfReach(error)
                ? undecided(delivery, error)
                : asking(delivery, new Phase.Refused(error, attempt, 0), new Io.Look(0));
    }

    /// Parks the message, unless somebody has decided it since it was refused: it would be parked
    /// for ever, and later ones of its key behind it. Whoever has lost the source parks nothing
    /// either.
    private Step refused(Delivery delivery, Phase.Refused refused, Database db) {
        Claim claim = Claim.of(machine, delivery.handler().name(), delivery.message());
        OptionalLong claimed = claim.at(db);
        if (claimed.isPresent()) {
            return repeated(delivery, claimed.getAsLong());
        }
        var recorder = new ReadSet.Recorder();
        Position position = delivery.position();
        if (position != null && !position.isHeld(db.tracked(recorder))) {
            return undecided(delivery, position.fenced());
        }
        ReadSet reads = claim.readsAnd(recorder.reads());
        TxRequest request = parking(delivery, refused, db).reads(db.basisT(), reads);
        return asking(
                delivery, new Phase.Parking(refused), new Io.Transact(request, refused.asks()));
    }

    private TxRequest parking(Delivery delivery, Phase.Refused refused, Database db) {
        return TxRequest.of(
                Parked.txData(
                        db,
                        machine,
                        delivery.handler().name(),
                        delivery.message(),
                        refused.error(),
                        refused.attempt()));
    }

    private static Step parked(Delivery delivery, Phase.Parking phase, TxResult result) {
        return switch (result) {
            case TxResult.Committed(var report) ->
                    proceed(
                            delivery.done(
                                    new Outcome.SetAside(
                                            delivery.handler().name(), phase.refused().error()),
                                    phase),
                            report.t());
            case TxResult.Rejected(var error) when !error.category().retryable() ->
                    undecided(delivery, error);
            case TxResult.Rejected(var error) -> parkAgain(delivery, phase.refused(), error);
            case TxResult.Indeterminate(var error) -> parkAgain(delivery, phase.refused(), error);
            case TxResult.Conflict(_, long t) -> asking(delivery, phase.refused(), new Io.Look(t));
            case TxResult.Duplicate _ ->
                    throw new IllegalStateException(
                            "A request without a claim was answered " + result);
        };
    }

    private static Step parkAgain(Delivery delivery, Phase.Refused refused, FactumError error) {
        int asks = refused.asks() + 1;
        return asks < MOST_ASKS
                ? asking(
                        delivery,
                        new Phase.Refused(refused.error(), refused.attempt(), asks),
                        new Io.Look(0))
                : undecided(delivery, error);
    }

    private static Step undecided(Delivery delivery, FactumError error) {
        Delivery given =
                delivery.done(
                        new Outcome.Undecided(delivery.handler().name(), error),
                        new Phase.Finishing());
        return asking(given, new Phase.Finishing(), new Io.GiveBack());
    }
}
