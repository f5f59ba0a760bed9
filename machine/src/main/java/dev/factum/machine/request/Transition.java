package dev.factum.machine.request;

import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.ReadSet;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.effect.Decision;
import dev.factum.machine.effect.Request;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.MessageId;
import dev.factum.machine.message.MessageType;
import dev.factum.machine.message.Topic;
import dev.factum.machine.timer.Agenda;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One change of a request's state, as a transaction: the new state, the message that tells the
/// outcome, the requests that may go now, the messages that waited for it. Belongs to one thread.
///
/// It is refused if anything that it looked at has changed, and then made anew: so of two that
/// settle the last requests of a decision at once, one sees that it is the last.
final class Transition {

    /// Who is said to have decided what becomes of requests.
    static final String HANDLER = "factum.request";

    private static final Keyword CAS = Keyword.of("db/cas");
    private static final Keyword RETRACT = Keyword.of("db/retract");

    private final ReadSet.Recorder recorder = new ReadSet.Recorder();
    private final Database db;
    private final Decision content;
    private final PlannedRequest planned;
    private final Request request;
    private final Instant now;
    private final List<Object> txData = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private final Map<Keyword, Object> change;

    /// @param id the key of the request, which is there
    /// @param content the decision that planned it
    /// @param now the moment of the change
    Transition(Database db, String id, Decision content, Instant now) {
        this.db = db.tracked(recorder);
        this.planned = PlannedRequest.of(this.db, id).orElseThrow();
        this.content = content;
        this.request = planned.content(content);
        this.now = now;
        this.change = planned.change();
    }

    PlannedRequest planned() {
        return planned;
    }

    /// What is sent.
    Request request() {
        return request;
    }

    /// The same change, and more facts with it.
    Transition also(List<?> facts) {
        txData.addAll(facts);
        return this;
    }

    /// It is on its way, and must not be sent again until its outcome is known.
    ///
    /// @param until when an outcome must be known
    TxRequest attempting(Instant until) {
        state(RequestState.ATTEMPTING);
        due(until);
        return made();
    }

    /// It is not sent any more.
    TxRequest cancelled() {
        state(RequestState.CANCELLED);
        off();
        if (planned.sent().isPresent()) {
            undo();
        }
        return made();
    }

    TxRequest of(Verdict verdict) {
        switch (verdict) {
            case Verdict.Done(int status, var body) -> done(status, body);
            case Verdict.Failed(int status, var body, String reason) ->
                    failed(status, body, reason);
            case Verdict.Again(Instant at, String reason, boolean maybeSent) -> {
                state(RequestState.PLANNED);
                attempted(reason);
                if (maybeSent) {
                    change.put(RequestFacts.SENT.ident(), planned.sent().orElse(now));
                }
                due(at);
            }
            case Verdict.NotHappened(Instant at) -> {
                state(RequestState.PLANNED);
                attempted("The partner has not performed it");
                change.put(RequestFacts.SINCE.ident(), now);
                planned.sent()
                        .ifPresent(sent ->
                                txData.add(
                                        List.of(
                                                RETRACT,
                                                planned.entity(),
                                                RequestFacts.SENT.ident(),
                                                sent)));
                due(at);
            }
            case Verdict.AskAgain(Instant at, String reason) -> {
                state(RequestState.UNKNOWN);
                attempted(reason);
                due(at);
            }
            case Verdict.Lost(String reason) -> lost(reason);
        }
        return made();
    }

    private void done(int status, Map<Keyword, Object> body) {
        state(RequestState.DONE);
        change.put(RequestFacts.STATUS.ident(), (long) status);
        change.put(RequestFacts.ATTEMPTS.ident(), planned.attempts() + 1);
        off();
        tell(RequestState.DONE, status, body, null);
        if (planned.isUndone()) {
            undo();
        }
        planned.followers(db).forEach(this::start);
        letGo();
    }

    private void failed(int status, Map<Keyword, Object> body, String reason) {
        state(RequestState.FAILED);
        if (status > 0) {
            change.put(RequestFacts.STATUS.ident(), (long) status);
        }
        attempted(reason);
        off();
        tell(RequestState.FAILED, status, body, reason);
        endFollowers();
    }

    /// Asks the partner if that can be done, else waits for a person.
    private void lost(String reason) {
        state(RequestState.UNKNOWN);
        attempted(reason);
        change.put(RequestFacts.SENT.ident(), planned.sent().orElse(now));
        boolean canAsk = request.probe().isPresent() && planned.state() != RequestState.UNKNOWN;
        if (canAsk) {
            due(now);
            return;
        }
        off();
        if (planned.isUndone()) {
            change.put(RequestFacts.STATE.ident(), RequestState.CANCELLED.ident());
            undo();
        }
        tell(RequestState.UNKNOWN, 0, Map.of(), reason);
        if (planned.undoes().isPresent()) {
            endFollowers();
        }
    }

    // ---- parts of it

    private void state(RequestState state) {
        change.put(RequestFacts.STATE.ident(), state.ident());
    }

    private void attempted(String reason) {
        change.put(RequestFacts.ATTEMPTS.ident(), planned.attempts() + 1);
        change.put(RequestFacts.REASON.ident(), reason);
    }

    private void due(Instant at) {
        change.put(Agenda.DUE, Agenda.at(planned.machine(), Agenda.Kind.REQUEST, at));
    }

    private void off() {
        txData.addAll(Agenda.off(db, planned.entity()));
    }

    private void undo() {
        new Undoing(planned.machine(), planned.handler(), planned.cause(), planned.id(), now)
                .compensation(planned, Optional.empty())
                .ifPresent(txData::add);
    }

    private void start(PlannedRequest follower) {
        if (follower.state() == RequestState.WAITING) {
            Map<Keyword, Object> form = follower.change();
            form.put(RequestFacts.STATE.ident(), RequestState.PLANNED.ident());
            form.put(RequestFacts.STEP.ident(), follower.step() + 1);
            form.put(RequestFacts.SINCE.ident(), now);
            form.put(Agenda.DUE, Agenda.at(follower.machine(), Agenda.Kind.REQUEST, now));
            txData.add(form);
        }
    }

    /// What comes after a failure is not sent, unless it undoes something: that goes on.
    private void endFollowers() {
        for (PlannedRequest follower : planned.followers(db)) {
            if (follower.undoes().isPresent()) {
                start(follower);
            } else if (follower.state() == RequestState.WAITING) {
                cancel(follower);
            }
        }
    }

    private void cancel(PlannedRequest waiting) {
        Map<Keyword, Object> form = waiting.change();
        form.put(RequestFacts.STATE.ident(), RequestState.CANCELLED.ident());
        form.put(RequestFacts.STEP.ident(), waiting.step() + 1);
        txData.add(form);
        waiting.followers(db).forEach(this::cancel);
    }

    /// The last request of a decision to be done sets free what waited for all of them.
    private void letGo() {
        if (!content.gated().isEmpty() && planned.undoes().isEmpty()) {
            var hold = new Hold(planned.entity(), planned.group());
            txData.add(hold.released());
            if (!hold.isSharedIn(db)) {
                messages.addAll(content.gated());
            }
        }
    }

    private void tell(
            RequestState state, int status, Map<Keyword, Object> body, @Nullable String reason) {
        Topic topic = request.outcome().orElse(null);
        if (topic != null) {
            change.put(RequestFacts.TOLD.ident(), planned.told() + 1);
            var outcome =
                    new RequestOutcome(
                            planned.id(),
                            planned.label(),
                            state,
                            status == 0 ? Optional.empty() : Optional.of(status),
                            body,
                            request.context(),
                            Optional.ofNullable(reason));
            messages.add(
                    new Message(
                            MessageId.ofOutcome(planned.id(), planned.told()),
                            topic,
                            planned.lane(),
                            MessageType.nameOf(outcome),
                            now,
                            null,
                            planned.cause(),
                            MessageType.payloadOf(outcome)));
        }
    }

    private TxRequest made() {
        long step = planned.step();
        txData.add(List.of(CAS, planned.entity(), RequestFacts.STEP.ident(), step, step + 1));
        txData.add(change);
        TxRequest asked = TxRequest.of(txData).reads(db.basisT(), recorder.reads());
        return messages.isEmpty()
                ? asked
                : asked.attachment(
                        Decision.sending(
                                        planned.machine(),
                                        HANDLER,
                                        planned.id(),
                                        db.basisT(),
                                        messages)
                                .encode());
    }
}
