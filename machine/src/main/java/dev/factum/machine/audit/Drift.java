package dev.factum.machine.audit;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Entity;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A decision that does not follow from its message and the database it was made on, so its handler
/// reads something else: a clock, a random number, a field. What was decided stays decided.
/// Immutable.
///
/// @param message the identity of the message that was decided
/// @param t the transaction that made the decision durable
/// @param decided the digest of the effects then
/// @param derived that of the effects now; empty if the handler refuses the message now
public record Drift(
        String machine, String handler, String message, long t, Bytes decided, Bytes derived) {

    private static final Attribute<String> MACHINE = Attribute.string("factum.drift/machine");
    private static final Attribute<String> HANDLER =
            Attribute.string("factum.drift/handler").indexed();
    private static final Attribute<String> MESSAGE = Attribute.string("factum.drift/message");
    private static final Attribute<Long> T = Attribute.longNumber("factum.drift/t");
    private static final Attribute<Bytes> DECIDED = Attribute.bytes("factum.drift/decided");
    private static final Attribute<Bytes> DERIVED = Attribute.bytes("factum.drift/derived");

    /// What a machine installs.
    public static List<Map<Keyword, Object>> schema() {
        return List.<Attribute<?>>of(MACHINE, HANDLER, MESSAGE, T, DECIDED, DERIVED).stream()
                .map(Attribute::declaration)
                .toList();
    }

    /// All that were found, handler by handler.
    public static List<Drift> in(Database db) {
        AttributeDefinition handler = db.schema().attribute(HANDLER.ident());
        var found = new ArrayList<Drift>();
        if (handler != null) {
            Iterator<Datom> datoms = db.scan(IndexOrder.AVET, Prefix.attribute(handler.id()));
            datoms.forEachRemaining(
                    datom -> db.entity(datom.e()).flatMap(Drift::read).ifPresent(found::add));
        }
        return found;
    }

    private static Optional<Drift> read(Entity entity) {
        return entity.get(HANDLER)
                .map(handler ->
                        new Drift(
                                entity.get(MACHINE).orElseThrow(),
                                handler,
                                entity.get(MESSAGE).orElseThrow(),
                                entity.get(T).orElseThrow(),
                                entity.get(DECIDED).orElseThrow(),
                                entity.get(DERIVED).orElseThrow()));
    }

    /// The transaction data that tells of it.
    public List<Object> txData() {
        return List.of(
                Map.of(
                        MACHINE.ident(),
                        machine,
                        HANDLER.ident(),
                        handler,
                        MESSAGE.ident(),
                        message,
                        T.ident(),
                        t,
                        DECIDED.ident(),
                        decided,
                        DERIVED.ident(),
                        derived));
    }
}
