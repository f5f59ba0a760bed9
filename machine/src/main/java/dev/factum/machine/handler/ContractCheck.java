package dev.factum.machine.handler;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Entity;
import dev.factum.facts.database.ReadRange;
import dev.factum.facts.database.ReadSet;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Fact;
import dev.factum.machine.effect.OutgoingMessage;
import dev.factum.machine.effect.Request;
import dev.factum.machine.effect.Timer;
import dev.factum.machine.message.Rendered;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Checks what a handler did against its contract, and against what no handler may do.
///
/// No handler may send entity ids, whose meaning ends with this database, nor want so much that one
/// transaction cannot hold it.
public final class ContractCheck {

    private static final int MAX_FACTS = 100_000;
    private static final int MAX_OTHERS = 10_000;
    private static final Keyword DB_ID = Keyword.of("db/id");

    private final Contract contract;
    private final Database db;

    private ContractCheck(Contract contract, Database db) {
        this.contract = contract;
        this.db = db.untracked();
    }

    /// Refuses effects and reads that the contract does not allow.
    public static void check(Contract contract, Effects effects, ReadSet reads, Database db) {
        var check = new ContractCheck(contract, db);
        check.size(effects);
        effects.facts().forEach(check::fact);
        effects.messages().forEach(check::message);
        effects.requests().forEach(check::request);
        effects.timers().forEach(check::timer);
        effects.reply()
                .ifPresent(reply -> {
                    if (!contract.allowsReply(reply.type())) {
                        throw violation("A reply that the contract does not name")
                                .with("type", reply.type());
                    }
                    check.withoutIds(reply.payload());
                });
        if (contract.namesReads()) {
            reads.ranges().forEach(check::read);
        }
    }

    private void size(Effects effects) {
        int others =
                effects.messages().size() + effects.requests().size() + effects.timers().size();
        if (effects.facts().size() > MAX_FACTS || others > MAX_OTHERS) {
            throw FactumError.of(
                            MachineErrorCode.TOO_MANY_EFFECTS,
                            "One decision wants too much; send messages that decide the parts")
                    .with("facts", effects.facts().size())
                    .with("others", others);
        }
    }

    private void fact(Fact fact) {
        switch (fact) {
            case Fact.SetValue(_, var attribute, _) -> write(attribute, fact);
            case Fact.AddValue(_, var attribute, _) -> write(attribute, fact);
            case Fact.RetractValue(_, var attribute, _) -> write(attribute, fact);
            case Fact.CompareAndSet(_, var attribute, _, _) -> write(attribute, fact);
            case Fact.Increment(_, var attribute, _) -> write(attribute, fact);
            case Fact.EntityMap(var form) -> map(form, fact);
            case Fact.RetractEntity(var entity) -> wholeEntity(entity, fact);
            case Fact.Call(var function, _) -> {
                if (!contract.allowsCall(function)) {
                    throw violation("A call that the contract does not name").form(fact.form());
                }
            }
        }
    }

    private void write(Keyword attribute, Fact fact) {
        boolean backwards = attribute.name().startsWith("_");
        Keyword forward =
                backwards
                        ? new Keyword(attribute.namespace(), attribute.name().substring(1))
                        : attribute;
        if (!forward.equals(DB_ID) && !contract.allowsWrite(forward)) {
            throw violation("A fact of an attribute that the contract does not name")
                    .with("attribute", forward)
                    .form(fact.form());
        }
    }

    private void map(Map<?, ?> form, Fact fact) {
        form.forEach((name, value) -> {
            if (name instanceof Keyword attribute) {
                write(attribute, fact);
            }
            nested(value, fact);
        });
    }

    private void nested(@Nullable Object value, Fact fact) {
        switch (value) {
            case Map<?, ?> inner -> map(inner, fact);
            case Collection<?> values -> values.forEach(each -> nested(each, fact));
            case null, default -> {}
        }
    }

    /// Retracting an entity writes all attributes that it has.
    private void wholeEntity(Object entity, Fact fact) {
        db.entity(entity)
                .ifPresent(there -> there.keys().forEach(attribute -> write(attribute, fact)));
    }

    private void message(OutgoingMessage message) {
        if (!contract.allowsMessage(message.topic(), message.type())) {
            throw violation("A message that the contract does not name")
                    .with("topic", message.topic().name())
                    .with("type", message.type());
        }
        withoutIds(message.payload());
    }

    private void request(Request request) {
        if (!contract.allowsRequest(request.destination())) {
            throw violation("A request to a destination that the contract does not name")
                    .with("destination", request.destination());
        }
        withoutIds(request.body());
        withoutIds(request.context());
        request.compensation().ifPresent(this::request);
    }

    private void timer(Timer timer) {
        if (timer instanceof Timer.Start start) {
            message(start.message());
            if (Rendered.isOpen(start.message().payload())) {
                throw violation("What a timer sends is known when it is set")
                        .with("timer", timer.id());
            }
        }
    }

    private void withoutIds(@Nullable Object value) {
        switch (value) {
            case Map<?, ?> map -> {
                if (map.containsKey(DB_ID)) {
                    throw idLeaves(map);
                }
                map.values().forEach(this::withoutIds);
            }
            case Collection<?> values -> values.forEach(this::withoutIds);
            case Long number when isEntity(number) -> throw idLeaves(number);
            case Entity entity -> throw idLeaves(entity);
            case null, default -> {}
        }
    }

    /// Ids of the user partition begin at 2^44, so a number that is one by chance is rare.
    private boolean isEntity(long number) {
        return EntityId.partition(number) == EntityId.USER_PARTITION
                && EntityId.sequence(number) < db.state().nextEntity();
    }

    private static FactumError idLeaves(Object given) {
        return FactumError.of(
                        MachineErrorCode.ENTITY_ID_IN_MESSAGE,
                        "Entity ids mean nothing outside this database; send a domain id")
                .with("given", given);
    }

    private void read(ReadRange range) {
        switch (range) {
            case ReadRange.EntityAttribute(_, long a) -> readAttribute(a);
            case ReadRange.AttributeFacts(long a) -> readAttribute(a);
            case ReadRange.AttributeValue(long a, _) -> readAttribute(a);
            case ReadRange.AttributeInterval(long a, _, _) -> readAttribute(a);
            case ReadRange.EntityFacts(long e) -> readEntity(e);
            case ReadRange.References _, ReadRange.Everything _ ->
                    throw violation("A read of all attributes, where the contract names some")
                            .with("range", range);
        }
    }

    private void readAttribute(long id) {
        AttributeDefinition attribute = db.schema().attribute(id);
        Keyword ident = attribute == null ? null : attribute.ident();
        if (id != Builtin.IDENT && ident != null && !contract.allowsRead(ident)) {
            throw violation("A read of an attribute that the contract does not name")
                    .with("attribute", ident);
        }
    }

    /// Looking at the definition of an attribute is no read of the user's data.
    private void readEntity(long id) {
        if (db.schema().attribute(id) == null) {
            throw violation(
                    "A read of all facts of an entity, where the contract names attributes");
        }
    }

    private static FactumError violation(String text) {
        return FactumError.of(MachineErrorCode.CONTRACT, text);
    }
}
