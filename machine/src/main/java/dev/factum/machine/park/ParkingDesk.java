package dev.factum.machine.park;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Database;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.claim.Claim;
import dev.factum.machine.claim.Parked;
import dev.factum.machine.effect.Decision;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.MessageId;
import dev.factum.machine.request.PlannedRequest;
import dev.factum.machine.request.RequestState;
import dev.factum.machine.request.Settlement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Where an operator deals with parked messages and with requests of which nobody knows what became
/// of them. Needs no handlers: a message that is to be replayed is marked, and the machine that has
/// the handlers takes it up. Safe to share between threads.
public final class ParkingDesk {

    private static final Attribute<String> OPERATOR = Attribute.string("factum.operator/name");
    private static final Attribute<String> ACTION = Attribute.string("factum.operator/action");
    private static final Attribute<String> REASON = Attribute.string("factum.operator/reason");
    private static final Attribute<String> SUBJECT = Attribute.string("factum.operator/subject");
    private static final String THIS_TRANSACTION = "datomic.tx";

    private final Connection connection;
    private final String operator;
    private final InstantSource clock;

    private ParkingDesk(Connection connection, String operator, InstantSource clock) {
        this.connection = connection;
        this.operator = operator;
        this.clock = clock;
    }

    /// The desk for an operator, whose name every transaction bears.
    public static ParkingDesk of(Connection connection, String operator) {
        if (operator.isBlank()) {
            throw FactumError.of(MachineErrorCode.INVALID_OPERATOR, "An operator has a name");
        }
        return new ParkingDesk(connection, operator, InstantSource.system());
    }

    /// What the machine installs to keep what operators did.
    public static List<Attribute<?>> schema() {
        return List.of(OPERATOR, ACTION, REASON, SUBJECT);
    }

    // ---- looking

    /// The parked messages, the first one first.
    public List<Parked> parked() {
        return Parked.in(connection.db());
    }

    /// The message that is parked under a claim.
    ///
    /// @throws FactumError `:factum.machine/not-parked`
    public Parked parked(String claim) {
        return Parked.of(connection.db(), new Claim(claim))
                .orElseThrow(() ->
                        FactumError.of(
                                        MachineErrorCode.NOT_PARKED,
                                        "No message is parked under this claim")
                                .with("claim", claim));
    }

    // ---- acting

    /// Has a message tried again as it is, under its own id: if it has been decided meanwhile,
    /// nothing happens.
    public void replay(Parked parked) {
        submit(
                TxRequest.of(
                        List.of(
                                parked.wanted(operator),
                                said("replay", parked.claim().text(), null))));
    }

    /// Has all messages tried again that are wanted, one after the other.
    ///
    /// @param pause between two of them
    /// @param goesOn asked before each: false stops it
    /// @return how many were marked
    public int replay(Predicate<Parked> wanted, Duration pause, BooleanSupplier goesOn) {
        int count = 0;
        for (Parked each : parked()) {
            if (wanted.test(each)) {
                if (!goesOn.getAsBoolean() || !(count == 0 || paused(pause))) {
                    return count;
                }
                replay(each);
                count++;
            }
        }
        return count;
    }

    private static boolean paused(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Decides that nothing is done for a message, ever: if it comes again, it has been decided.
    public void discard(Parked parked, String reason) {
        requireReason(reason);
        var txData = new ArrayList<Object>(parked.discarded(connection.db()));
        txData.add(said("discard", parked.claim().text(), reason));
        submit(TxRequest.of(txData).claim(parked.claim().text()));
    }

    /// Replaces the payload of a message and has it tried again, under a new id: the message as it
    /// was counts as decided.
    ///
    /// @return the message that is tried now
    public Message edit(Parked parked, Map<Keyword, Object> payload, String reason) {
        requireReason(reason);
        Message before = parked.message();
        String label = "edited at " + connection.db().basisT();
        var edited =
                new Message(
                        MessageId.ofLabel(before, parked.handler(), label).toString(),
                        before.topic(),
                        before.key(),
                        before.type(),
                        before.time(),
                        null,
                        before.identity(),
                        payload);
        var txData = new ArrayList<Object>(parked.edited(connection.db(), edited, operator));
        txData.add(said("edit", parked.claim().text(), reason));
        submit(TxRequest.of(txData).claim(parked.claim().text()));
        return edited;
    }

    // ---- requests

    /// The requests of which nobody knows whether they were performed, and which wait for somebody
    /// to find out.
    public List<PlannedRequest> unknown() {
        return PlannedRequest.in(connection.db(), RequestState.UNKNOWN).stream()
                .filter(PlannedRequest::waitsForPerson)
                .toList();
    }

    /// Says what was found out about a request.
    ///
    /// @throws FactumError `:factum.machine/not-unknown` if its outcome is not asked for, or is
    ///   known meanwhile
    public void settle(PlannedRequest request, Settlement settlement) {
        Decision content =
                connection.log(request.decidedAt(), request.decidedAt() + 1).stream()
                        .flatMap(entry -> Decision.in(entry).stream())
                        .findFirst()
                        .orElseThrow(() ->
                                FactumError.of(
                                                MachineErrorCode.UNREADABLE_DECISION,
                                                "The log has no decision there")
                                        .with("t", request.decidedAt()));
        String action =
                switch (settlement) {
                    case Settlement.Happened _ -> "happened";
                    case Settlement.NotHappened _ -> "not-happened";
                    case Settlement.GivenUp _ -> "given-up";
                };
        Database db = connection.db();
        PlannedRequest present = PlannedRequest.of(db, request.id()).orElse(request);
        submit(
                settlement.of(
                        db,
                        present,
                        content,
                        clock.instant(),
                        List.of(said(action, request.id(), null))));
    }

    private static void requireReason(String reason) {
        if (reason.isBlank()) {
            throw FactumError.of(
                    MachineErrorCode.INVALID_OPERATOR, "An action like this has a reason");
        }
    }

    private Map<Keyword, Object> said(String action, String subject, @Nullable String reason) {
        var said = new LinkedHashMap<Keyword, Object>();
        said.put(Keyword.of("db/id"), THIS_TRANSACTION);
        said.put(OPERATOR.ident(), operator);
        said.put(ACTION.ident(), action);
        said.put(SUBJECT.ident(), subject);
        Optional.ofNullable(reason).ifPresent(text -> said.put(REASON.ident(), text));
        return said;
    }

    private void submit(TxRequest request) {
        switch (connection.submit(request)) {
            case TxResult.Committed _ -> {}
            case TxResult.Duplicate(long t) ->
                    throw FactumError.of(
                                    MachineErrorCode.NOT_PARKED,
                                    "The message has been decided meanwhile")
                            .with("t", t);
            case TxResult.Conflict(_, long t) ->
                    throw FactumError.of(
                                    MachineErrorCode.NOT_UNKNOWN,
                                    "The request has changed meanwhile")
                            .with("t", t);
            case TxResult.Rejected(var error) -> throw error;
            case TxResult.Indeterminate(var error) -> throw error;
        }
    }
}
