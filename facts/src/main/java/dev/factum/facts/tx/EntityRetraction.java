package dev.factum.facts.tx;

import dev.factum.facts.database.Database;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.value.Keyword;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// `[:db/retractEntity entity]`: retracts all facts of an entity, all references to it, and its
/// components likewise. Requests to excise stay: they are no facts about the entity.
final class EntityRetraction {

    private static final Keyword RETRACT = Keyword.of("db/retract");

    private EntityRetraction() {}

    static List<?> expand(Database before, List<?> arguments, Source source) {
        if (arguments.size() != 1) {
            throw source.error(DbErrorCode.INVALID_TX_DATA, "retractEntity takes one entity");
        }
        Object entity = arguments.getFirst();
        NameResolution.refuseTempid(entity, source);
        OptionalLong root = before.entid(entity);
        List<Object> retractions = new ArrayList<>();
        if (root.isPresent()) {
            Set<Long> seen = new HashSet<>();
            Deque<Long> open = new ArrayDeque<>();
            open.add(root.getAsLong());
            while (!open.isEmpty()) {
                long next = open.removeFirst();
                if (seen.add(next)) {
                    retract(before, next, retractions, open);
                }
            }
        }
        return retractions;
    }

    private static void retract(
            Database before, long entity, List<Object> retractions, Deque<Long> components) {
        Iterator<Datom> facts = before.scan(IndexOrder.EAVT, Prefix.entity(entity));
        while (facts.hasNext()) {
            Datom fact = facts.next();
            AttributeDefinition attribute = before.schema().attribute(fact.a());
            if (attribute != null && attribute.component() && fact.v() instanceof Long part) {
                components.add(part);
            }
            retractions.add(List.of(RETRACT, fact.e(), fact.a(), fact.v()));
        }
        Iterator<Datom> references = before.scan(IndexOrder.VAET, Prefix.value(entity));
        while (references.hasNext()) {
            Datom reference = references.next();
            if (!Builtin.isExcisionAttribute(reference.a())) {
                retractions.add(List.of(RETRACT, reference.e(), reference.a(), reference.v()));
            }
        }
    }
}
