package dev.factum.machine.claim;

import dev.factum.facts.database.Database;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.message.Message;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A message that a handler could not decide: nothing of it was committed, nothing was sent.
///
/// It is kept as facts under its claim. Once the message is decided, however that came about, it is
/// no longer listed; its facts stay as a record of what happened. Immutable.
///
/// @param code what went wrong, such as `:factum.machine/handler-failed`
/// @param reason the same for people
public record Parked(String machine, String handler, Message message, String code, String reason) {

    private static final Attribute<String> CLAIM =
            Attribute.string("factum.parked/claim")
                    .identity()
                    .doc("Machine, handler and message of a message that could not be decided");
    private static final Attribute<String> MACHINE = Attribute.string("factum.parked/machine");
    private static final Attribute<String> HANDLER = Attribute.string("factum.parked/handler");
    private static final Attribute<String> MESSAGE = Attribute.string("factum.parked/message");
    private static final Attribute<String> CODE = Attribute.string("factum.parked/code");
    private static final Attribute<String> REASON = Attribute.string("factum.parked/reason");

    /// What the machine installs to keep parked messages.
    public static List<Attribute<?>> schema() {
        return List.of(CLAIM, MACHINE, HANDLER, MESSAGE, CODE, REASON);
    }

    public static Parked of(String machine, String handler, Message message, FactumError error) {
        return new Parked(machine, handler, message, error.code().code(), error.getMessage());
    }

    /// The transaction data that keeps it; the same data again changes nothing.
    public List<Map<Keyword, Object>> txData() {
        var form = new LinkedHashMap<Keyword, Object>();
        form.put(CLAIM.ident(), Claim.of(machine, handler, message).text());
        form.put(MACHINE.ident(), machine);
        form.put(HANDLER.ident(), handler);
        form.put(MESSAGE.ident(), Edn.print(message.form()));
        form.put(CODE.ident(), code);
        form.put(REASON.ident(), reason);
        return List.of(form);
    }

    /// The messages that machines have parked in this database, and not decided since.
    public static List<Parked> in(Database db) {
        AttributeDefinition claim = db.schema().attribute(CLAIM.ident());
        var parked = new ArrayList<Parked>();
        if (claim == null) {
            return parked;
        }
        Iterator<Datom> found = db.scan(IndexOrder.AEVT, Prefix.attribute(claim.id()));
        while (found.hasNext()) {
            Datom datom = found.next();
            if (new Claim((String) datom.v()).at(db).isEmpty()) {
                parked.add(read(db, datom.e()));
            }
        }
        return parked;
    }

    private static Parked read(Database db, long id) {
        var entity = db.entity(id).orElseThrow();
        Object form = Edn.read(entity.get(MESSAGE).orElseThrow());
        return new Parked(
                entity.get(MACHINE).orElseThrow(),
                entity.get(HANDLER).orElseThrow(),
                Message.ofForm((Map<?, ?>) Objects.requireNonNull(form)),
                entity.get(CODE).orElseThrow(),
                entity.get(REASON).orElseThrow());
    }
}
