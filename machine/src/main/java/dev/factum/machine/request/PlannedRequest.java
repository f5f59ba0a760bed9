package dev.factum.machine.request;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Entity;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.effect.Decision;
import dev.factum.machine.effect.Request;
import dev.factum.machine.message.Topic;
import dev.factum.machine.timer.Agenda;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A request that a machine has promised to perform, as far as a database knows. Immutable.
///
/// @param entity its entity there
/// @param id its idempotency key
/// @param cause the message whose decision planned it
/// @param lane the key of the message that tells its outcome
/// @param outcome the topic that its outcome is told on
/// @param group what all requests of one decision have in common
/// @param decidedAt the t of the transaction whose log record has what is sent
/// @param undoes the request whose compensation this one is
/// @param isUndone true if it is not wanted any more
/// @param compensatedAt the destination of the request that undoes it, if there is one
/// @param due when it has something to do by itself
/// @param step rises with each change
/// @param attempts how often it was sent
/// @param told how often its outcome was told
/// @param since nobody sent it before; but whoever sent it after and died may have left no note
/// @param sent when it may have reached the partner for the first time, as far as was noted
public record PlannedRequest(
        long entity,
        String id,
        String machine,
        String handler,
        String cause,
        String lane,
        String label,
        String destination,
        Optional<Topic> outcome,
        String group,
        long decidedAt,
        Optional<String> undoes,
        boolean isUndone,
        Optional<String> compensatedAt,
        RequestState state,
        Optional<Instant> due,
        long step,
        long attempts,
        long told,
        Instant since,
        Optional<Instant> sent,
        Optional<Long> status,
        Optional<String> reason) {

    private static final Keyword TX_INSTANT = Keyword.of("db/txInstant");

    /// What the machine installs to keep requests.
    public static List<Map<Keyword, Object>> schema() {
        return RequestFacts.schema();
    }

    /// The request under an idempotency key.
    public static Optional<PlannedRequest> of(Database db, String id) {
        return db.schema().attribute(RequestFacts.ID.ident()) == null
                ? Optional.empty()
                : db.entity(RequestFacts.ID.is(id)).flatMap(PlannedRequest::read);
    }

    /// The request that an entity is, if it is one.
    public static Optional<PlannedRequest> of(Database db, long entity) {
        return db.entity(entity).flatMap(PlannedRequest::read);
    }

    /// The idempotency key of an entity that is a request.
    public static Optional<String> idOf(Database db, long entity) {
        return db.entity(entity).flatMap(each -> each.get(RequestFacts.ID));
    }

    private static Optional<PlannedRequest> read(Entity entity) {
        Entity facts = entity.fetch();
        return facts.get(RequestFacts.ID).map(id -> read(facts, id));
    }

    private static PlannedRequest read(Entity entity, String id) {
        Object due = entity.get(Agenda.DUE);
        return new PlannedRequest(
                entity.id(),
                id,
                entity.get(RequestFacts.MACHINE).orElseThrow(),
                entity.get(RequestFacts.HANDLER).orElseThrow(),
                entity.get(RequestFacts.CAUSE).orElseThrow(),
                entity.get(RequestFacts.LANE).orElseThrow(),
                entity.get(RequestFacts.LABEL).orElseThrow(),
                entity.get(RequestFacts.DESTINATION).orElseThrow(),
                entity.get(RequestFacts.OUTCOME).map(Topic::of),
                entity.get(RequestFacts.GROUP).orElseThrow(),
                EntityId.sequence(entity.get(RequestFacts.DECIDED).orElseThrow()),
                entity.get(RequestFacts.UNDOES),
                entity.get(RequestFacts.UNDONE).orElse(false),
                entity.get(RequestFacts.COMPENSATED_AT),
                RequestState.of(entity.get(RequestFacts.STATE).orElseThrow()),
                due instanceof List<?> when ? Optional.of((Instant) when.get(1)) : Optional.empty(),
                entity.get(RequestFacts.STEP).orElseThrow(),
                entity.get(RequestFacts.ATTEMPTS).orElse(0L),
                entity.get(RequestFacts.TOLD).orElse(0L),
                entity.get(RequestFacts.SINCE).orElseGet(() -> plannedOn(entity)),
                entity.get(RequestFacts.SENT),
                entity.get(RequestFacts.STATUS),
                entity.get(RequestFacts.REASON));
    }

    /// What undoes a request is planned long after that was decided.
    private static Instant plannedOn(Entity request) {
        Optional<Long> planned =
                request.get(RequestFacts.PLANNED).or(() -> request.get(RequestFacts.DECIDED));
        Entity transaction = request.database().entity(planned.orElseThrow()).orElseThrow();
        return (Instant) Objects.requireNonNull(transaction.get(TX_INSTANT));
    }

    /// The requests that wait for this one.
    List<PlannedRequest> followers(Database db) {
        return with(db, RequestFacts.AFTER, id);
    }

    /// The requests of a saga, in the order in which they were planned.
    public static List<PlannedRequest> ofSaga(Database db, String saga) {
        return with(db, RequestFacts.SAGA, saga);
    }

    /// The requests in a state.
    public static List<PlannedRequest> in(Database db, RequestState state) {
        return with(db, RequestFacts.STATE, state.ident());
    }

    /// The requests whose content is in the log record of transaction t.
    public static List<PlannedRequest> decidedAt(Database db, long t) {
        AttributeDefinition decided = db.schema().attribute(RequestFacts.DECIDED.ident());
        var found = new ArrayList<PlannedRequest>();
        if (decided != null) {
            Prefix prefix = Prefix.valueAttribute(EntityId.ofTransaction(t), decided.id());
            Iterator<Datom> datoms = db.scan(IndexOrder.VAET, prefix);
            datoms.forEachRemaining(datom -> of(db, datom.e()).ifPresent(found::add));
        }
        return found;
    }

    private static List<PlannedRequest> with(Database db, Attribute<?> attribute, Object value) {
        AttributeDefinition definition = db.schema().attribute(attribute.ident());
        var found = new ArrayList<PlannedRequest>();
        if (definition != null) {
            Iterator<Datom> datoms =
                    db.scan(IndexOrder.AVET, Prefix.attributeValue(definition.id(), value));
            datoms.forEachRemaining(datom -> of(db, datom.e()).ifPresent(found::add));
        }
        return found;
    }

    /// What is sent.
    ///
    /// @param decision that of [#decidedAt]
    Request content(Decision decision) {
        Request stated = decision.request(label);
        return undoes.isEmpty() ? stated : stated.compensation().orElseThrow();
    }

    /// The beginning of a transaction form that changes this request, and no other change of it.
    Map<Keyword, Object> change() {
        var form = new LinkedHashMap<Keyword, Object>();
        form.put(Keyword.of("db/id"), entity);
        return form;
    }

    /// True if it may yet have to be undone, with what its decision says about that.
    public boolean canBeUndone() {
        return state == RequestState.DONE && !isUndone && compensatedAt.isPresent();
    }

    /// True if nobody waits for anything to happen by itself.
    public boolean waitsForPerson() {
        return state == RequestState.UNKNOWN && due.isEmpty();
    }
}
