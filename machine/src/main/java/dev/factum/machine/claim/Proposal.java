package dev.factum.machine.claim;

import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.ReadSet;
import dev.factum.facts.database.TxReport;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.effect.Decision;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Fact;
import dev.factum.machine.effect.OutgoingMessage;
import dev.factum.machine.effect.Reply;
import dev.factum.machine.effect.Request;
import dev.factum.machine.handler.Context;
import dev.factum.machine.handler.ContractCheck;
import dev.factum.machine.handler.HandlerDefinition;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.MessageId;
import dev.factum.machine.message.Rendered;
import dev.factum.machine.message.Trace;
import dev.factum.machine.request.RequestPlan;
import dev.factum.machine.request.Undoing;
import dev.factum.machine.timer.TimerFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What a handler wants for one message, as it saw the database; nobody has agreed to it yet.
/// Immutable.
///
/// @param machine the name of the machine that the handler belongs to
/// @param planned what is added to its facts: requests and timers to be kept, the position reached
/// @param basis the t of the database that the handler saw
/// @param reads what was looked at there
public record Proposal(
        String machine,
        String handler,
        Message message,
        Effects effects,
        List<Object> planned,
        ReadSet reads,
        long basis) {

    /// Runs the handler and checks what it wants against its contract.
    ///
    /// @throws FactumError if the message cannot be decoded, the handler fails, or it breaks its
    ///   contract
    public static <M> Proposal of(
            String machine, HandlerDefinition<M> definition, Message message, Database db) {
        return of(machine, definition, message, db, new ReadSet.Recorder(), null);
    }

    /// The same, where it is known afterwards what was looked at, even if that came to nothing.
    ///
    /// @param position by what right it is decided, or null if everyone may
    static <M> Proposal of(
            String machine,
            HandlerDefinition<M> definition,
            Message message,
            Database db,
            ReadSet.Recorder recorder,
            @Nullable Position position) {
        return guarded(
                definition.name(), () -> run(machine, definition, message, db, recorder, position));
    }

    private static <M> Proposal run(
            String machine,
            HandlerDefinition<M> definition,
            Message message,
            Database db,
            ReadSet.Recorder recorder,
            @Nullable Position position) {
        Database tracked = db.tracked(recorder);
        M input = definition.type().decode(message);
        Context context = new Context(message, definition.name());
        Effects effects =
                Objects.requireNonNull(
                        definition.handler().handle(input, tracked, context),
                        "A handler returns effects, not null");
        ContractCheck.check(definition.contract(), effects, recorder.reads(), db);
        List<Object> planned = planned(machine, definition.name(), message, effects, tracked);
        planned.addAll(Begun.released(db, Claim.of(machine, definition.name(), message)));
        if (position != null) {
            position.check(tracked);
            planned.addAll(position.txData());
        }
        return new Proposal(
                machine,
                definition.name(),
                message,
                effects,
                planned,
                recorder.reads(),
                db.basisT());
    }

    private static List<Object> planned(
            String machine, String handler, Message message, Effects effects, Database db) {
        Claim claim = Claim.of(machine, handler, message);
        var planned = new ArrayList<Object>(Parked.released(db, claim));
        boolean isHolding = effects.messages().stream().anyMatch(OutgoingMessage::isGated);
        planned.addAll(
                new RequestPlan(machine, handler, message, claim.text(), isHolding)
                        .txData(effects.requests()));
        planned.addAll(
                new Undoing(machine, handler, message.identity(), claim.text(), message.time())
                        .txData(db, effects.compensated()));
        planned.addAll(TimerFacts.txData(machine, db, message, effects.timers()));
        return planned;
    }

    /// Runs what depends on the handler's code: whatever is thrown there is its failure, even if it
    /// says that another attempt might help. Only storage that does not answer is not its fault.
    private static <T> T guarded(String handler, Supplier<T> code) {
        try {
            return code.get();
        } catch (FactumError refused) {
            if (refused.category().retryable()
                    && refused.code() != DbErrorCode.STORAGE_UNAVAILABLE) {
                throw failure(handler, refused);
            }
            throw refused.with("handler", handler);
        } catch (Throwable failed) { // a handler may throw anything, and must not end its lane
            throw failure(handler, failed);
        }
    }

    private static FactumError failure(String handler, Throwable failed) {
        return FactumError.of(MachineErrorCode.HANDLER_FAILED, "The handler failed", failed)
                .with("handler", handler)
                .with("cause", failed.toString());
    }

    /// What the writer is asked: the facts, if nobody has this claim and nothing that was read has
    /// changed; with everything that is owed then.
    ///
    /// All that can be made now is made now, not on the writer's thread.
    public TxRequest request() {
        return guarded(handler, this::made);
    }

    private TxRequest made() {
        TxRequest facts =
                effects.hasIncrements()
                        ? TxRequest.decidedAtWriter(this::decide)
                        : TxRequest.of(
                                withPlanned(effects.facts().stream().map(Fact::form).toList()));
        TxRequest owing =
                isOpen()
                        ? facts.attachment(this::attachment)
                        : facts.attachment(decision(UnaryOperator.identity()).encode());
        return owing.claim(Claim.of(machine, handler, message).text()).reads(basis, reads);
    }

    /// What the writer is asked when the decision itself is to be made there, where nothing can
    /// come between.
    static TxRequest requestAtWriter(
            String machine,
            HandlerDefinition<?> definition,
            Message message,
            @Nullable Position position) {
        return TxRequest.decidedAtWriter(before ->
                        of(machine, definition, message, before, new ReadSet.Recorder(), position)
                                .decide(before))
                .claim(Claim.of(machine, definition.name(), message).text());
    }

    private TxRequest.Decision decide(Database before) {
        return new TxRequest.Decision(
                guarded(handler, () -> withPlanned(effects.txData(before))), this::attachment);
    }

    private List<Object> withPlanned(List<Object> facts) {
        if (planned.isEmpty()) {
            return facts;
        }
        var all = new ArrayList<>(facts);
        all.addAll(planned);
        return all;
    }

    /// True if something is known only after the commit.
    private boolean isOpen() {
        return effects.messages().stream().anyMatch(each -> Rendered.isOpen(each.payload()))
                || effects.requests().stream().anyMatch(each -> Rendered.isOpen(each.body()))
                || effects.reply().filter(reply -> Rendered.isOpen(reply.payload())).isPresent();
    }

    private Bytes attachment(TxReport report) {
        return guarded(
                handler, () -> decision(payload -> Rendered.render(payload, report)).encode());
    }

    private Decision decision(UnaryOperator<Map<Keyword, Object>> render) {
        Reply reply =
                effects.reply()
                        .map(open -> new Reply(open.type(), render.apply(open.payload())))
                        .orElse(null);
        var sent = new ArrayList<Message>(effects.messages().size());
        var gated = new ArrayList<Message>();
        Map<List<Object>, Integer> ordinals = new HashMap<>();
        for (OutgoingMessage outgoing : effects.messages()) {
            boolean isGated = outgoing.isGated() && !effects.requests().isEmpty();
            (isGated ? gated : sent)
                    .add(message(outgoing, ordinals, render.apply(outgoing.payload())));
        }
        return Decision.of(machine, handler, message.identity(), basis, effects.digest())
                .messages(sent)
                .gated(gated)
                .requests(requests(render))
                .reply(reply)
                .received(message.digest());
    }

    private List<Request> requests(UnaryOperator<Map<Keyword, Object>> render) {
        return effects.requests().stream()
                .map(open ->
                        Rendered.isOpen(open.body()) ? open.body(render.apply(open.body())) : open)
                .toList();
    }

    /// The reply, once the transaction is known.
    Optional<Reply> reply(TxReport report) {
        return effects.reply()
                .map(open -> new Reply(open.type(), Rendered.render(open.payload(), report)));
    }

    private Message message(
            OutgoingMessage outgoing,
            Map<List<Object>, Integer> ordinals,
            Map<Keyword, Object> payload) {
        String place =
                outgoing.label() != null
                        ? "label " + outgoing.label()
                        : "ordinal "
                                + ordinals.merge(
                                        List.of(outgoing.topic(), outgoing.key()), 1, Integer::sum);
        return new Message(
                MessageId.ofMessage(message, handler, outgoing.topic(), outgoing.key(), place),
                outgoing.topic(),
                outgoing.key(),
                outgoing.type(),
                message.time(),
                null,
                message.identity(),
                Trace.after(message),
                payload);
    }
}
