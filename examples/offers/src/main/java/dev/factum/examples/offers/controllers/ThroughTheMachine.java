package dev.factum.examples.offers.controllers;

import dev.factum.examples.offers.business.Offer;
import dev.factum.examples.offers.database.OfferSchema;
import dev.factum.facts.connection.Connection;
import dev.factum.facts.database.Database;
import dev.factum.machine.claim.Outcome.Decided;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.handler.Context;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import dev.factum.machine.run.InProcessBroker;
import dev.factum.machine.run.Machine;
import dev.factum.machine.run.Receipt;
import dev.factum.machine.run.Runner;
import java.util.List;

/// v4: v1's pure decision, as it stands, as a handler of the effect machine.
///
/// The machine watches what the decision reads. If another transaction touches that before this one
/// is committed, the decision is simply made again on the newer database. No lock, no function in
/// the database, nothing to take back.
public final class ThroughTheMachine implements CreateOffer {

    private static final Topic CREATE_OFFER = Topic.of("create-offer");

    /// What a caller gets to know.
    public record Decision(boolean accepted) {}

    private final Runner runner;

    private ThroughTheMachine(Runner runner) {
        this.runner = runner;
    }

    /// Starts a machine with this one handler on a database.
    public static ThroughTheMachine start(Connection connection) {
        return new ThroughTheMachine(Runner.start(machine(), connection, new InProcessBroker()));
    }

    /// The machine: one handler and what it may do.
    public static Machine machine() {
        return Machine.builder()
                .name("offers")
                .on(
                        CREATE_OFFER,
                        "create-offer",
                        Offer.class,
                        ThroughTheMachine::handle,
                        Contract.nothing()
                                .writes(
                                        OfferSchema.ID,
                                        OfferSchema.PARTNER,
                                        OfferSchema.CUSTOMER,
                                        OfferSchema.STATUS,
                                        OfferSchema.AMOUNT,
                                        OfferSchema.CREATED_AT,
                                        OfferSchema.EXPIRES_AT)
                                .replies(Decision.class))
                .build();
    }

    /// The handler: [CheckThenInsert#decide], and a reply.
    public static Effects handle(Offer offer, Database db, Context context) {
        List<Object> facts = CheckThenInsert.decide(db, offer);
        return Effects.facts(facts).reply(new Decision(!facts.isEmpty()));
    }

    /// The message that asks for an offer. Its key is the offer and not the customer, so that
    /// nothing but the watched reads keeps two offers for one customer apart.
    public static Message message(Offer offer) {
        return Message.of(
                offer.id().toString(),
                CREATE_OFFER,
                offer.id().toString(),
                offer.createdAt(),
                offer);
    }

    @Override
    public Outcome create(Offer offer) {
        Receipt receipt = runner.call(message(offer));
        receipt.error()
                .ifPresent(error -> {
                    throw error;
                });
        boolean accepted = receipt.reply().orElseThrow().as(Decision.class).accepted();
        return receipt.outcomes().getFirst() instanceof Decided(_, long t, int runs, _)
                ? new Outcome(accepted, accepted ? t : 0, 0, 0, runs)
                : new Outcome(accepted, 0, 0, 0, 0);
    }

    @Override
    public void close() {
        runner.close();
    }
}
