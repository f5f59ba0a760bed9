package dev.factum.machine.claim;

import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.ReadSet;
import dev.factum.facts.database.TxReport;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Fact;
import dev.factum.machine.effect.OutgoingMessage;
import dev.factum.machine.effect.Reply;
import dev.factum.machine.handler.Context;
import dev.factum.machine.handler.ContractCheck;
import dev.factum.machine.handler.HandlerDefinition;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.MessageId;
import dev.factum.machine.message.Rendered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What a handler wants for one message, as it saw the database; nobody has agreed to it yet.
/// Immutable.
///
/// @param basis the t of the database that the handler saw
/// @param reads what it looked at there
public record Proposal(
        String handler, Message message, Effects effects, ReadSet reads, long basis) {

    /// Runs the handler and checks what it wants against its contract.
    ///
    /// @throws FactumError if the message cannot be decoded, the handler fails, or it breaks its
    ///   contract
    public static <M> Proposal of(HandlerDefinition<M> definition, Message message, Database db) {
        var recorder = new ReadSet.Recorder();
        M input = definition.type().decode(message);
        Context context = new Context(message, definition.name());
        Effects effects = run(definition, input, db.tracked(recorder), context);
        ReadSet reads = recorder.reads();
        try {
            ContractCheck.check(definition.contract(), effects, reads, db);
        } catch (FactumError refused) {
            throw refused.with("handler", definition.name());
        }
        return new Proposal(definition.name(), message, effects, reads, db.basisT());
    }

    private static <M> Effects run(
            HandlerDefinition<M> definition, M input, Database db, Context context) {
        try {
            return definition.handler().handle(input, db, context);
        } catch (FactumError refused) {
            throw refused.with("handler", definition.name());
        } catch (RuntimeException | StackOverflowError | AssertionError failed) {
            throw FactumError.of(MachineErrorCode.HANDLER_FAILED, "The handler failed", failed)
                    .with("handler", definition.name())
                    .with("cause", failed.toString());
        }
    }

    /// What the writer is asked: the facts, if nobody has this claim and nothing that was read has
    /// changed; with everything that is owed then.
    ///
    /// All that can be made now is made now, not on the writer's thread.
    public TxRequest request() {
        TxRequest facts =
                effects.hasIncrements()
                        ? TxRequest.decidedAtWriter(this::decide)
                        : TxRequest.of(effects.facts().stream().map(Fact::form).toList());
        TxRequest owing =
                isOpen()
                        ? facts.attachment(this::attachment)
                        : facts.attachment(decision(UnaryOperator.identity()).encode());
        return owing.claim(Claim.of(handler, message).text()).reads(basis, reads);
    }

    /// What the writer is asked when the decision itself is to be made there, where nothing can
    /// come between.
    public static TxRequest requestAtWriter(HandlerDefinition<?> definition, Message message) {
        return TxRequest.decidedAtWriter(before -> of(definition, message, before).decide(before))
                .claim(Claim.of(definition.name(), message).text());
    }

    private TxRequest.Decision decide(Database before) {
        return new TxRequest.Decision(effects.txData(before), this::attachment);
    }

    /// True if something is known only after the commit.
    private boolean isOpen() {
        return effects.messages().stream().anyMatch(each -> Rendered.isOpen(each.payload()))
                || effects.reply().filter(reply -> Rendered.isOpen(reply.payload())).isPresent();
    }

    private Bytes attachment(TxReport report) {
        return decision(payload -> Rendered.render(payload, report)).encode();
    }

    private Decision decision(UnaryOperator<Map<Keyword, Object>> render) {
        Reply reply =
                effects.reply()
                        .map(open -> new Reply(open.type(), render.apply(open.payload())))
                        .orElse(null);
        return new Decision(
                handler, message.identity(), basis, effects.digest(), messages(render), reply);
    }

    private List<Message> messages(UnaryOperator<Map<Keyword, Object>> render) {
        Map<List<Object>, Integer> ordinals = new HashMap<>();
        var messages = new ArrayList<Message>(effects.messages().size());
        for (OutgoingMessage outgoing : effects.messages()) {
            messages.add(message(outgoing, ordinals, render.apply(outgoing.payload())));
        }
        return messages;
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
                payload);
    }
}
