package dev.factum.facts.tx;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.value.ValueOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Tells datoms that have to go from others. Belongs to one walk through the history, from the
/// oldest transaction on.
///
/// An assertion goes if its transaction lies before the bound of a target. A retraction goes with
/// the assertion that it ended, however late it is: it would tell the value. So it goes if no
/// assertion that stays stands before it, which gives the same answers where some datoms have gone
/// before: a walk that was broken off can be begun anew.
public final class ExcisionFilter {

    private final Map<Long, List<ExcisionTarget>> byEntity = new HashMap<>();
    private final Map<Long, Long> byAttribute = new HashMap<>();
    private final Set<Long> references;
    private final Set<Fact.Key> standing = new HashSet<>();

    ExcisionFilter(Excision excision) {
        this.references = excision.references();
        for (ExcisionTarget target : excision.targets()) {
            if (target.entity() != 0) {
                byEntity.computeIfAbsent(target.entity(), _ -> new ArrayList<>()).add(target);
            } else {
                target.attributes()
                        .forEach(each -> byAttribute.merge(each, target.until(), Math::max));
            }
        }
    }

    /// True if the datom, which is the next one, has to go.
    public boolean excises(Datom datom) {
        if (!concerns(datom)) {
            return false;
        }
        long until = until(datom);
        if (datom.t() < until) {
            return true;
        }
        var fact = new Fact.Key(datom.e(), datom.a(), ValueOrder.canonical(datom.v()));
        if (datom.added()) {
            standing.add(fact);
            return false;
        }
        return !standing.remove(fact);
    }

    /// True if facts like this one go, if they are old enough.
    boolean concerns(Datom datom) {
        return !isProtected(datom) && until(datom) > 0;
    }

    /// The t before which facts like this one go; 0 if none does.
    private long until(Datom datom) {
        long until = byAttribute.getOrDefault(datom.a(), 0L);
        for (ExcisionTarget target : byEntity.getOrDefault(datom.e(), List.of())) {
            if (target.isWhole() || target.attributes().contains(datom.a())) {
                until = Math.max(until, target.until());
            }
        }
        if (datom.v() instanceof Long value && references.contains(datom.a())) {
            for (ExcisionTarget target : byEntity.getOrDefault(value, List.of())) {
                if (target.isWhole()) {
                    until = Math.max(until, target.until());
                }
            }
        }
        return until;
    }

    /// Names and schema, the requests themselves, and what makes a transaction stay.
    private static boolean isProtected(Datom datom) {
        return Builtin.isSchemaAttribute(datom.a())
                || Builtin.isExcisionAttribute(datom.a())
                || (EntityId.isTransaction(datom.e()) && isOfTransaction(datom.a()))
                || (EntityId.partition(datom.e()) == EntityId.DB_PARTITION
                        && datom.a() < Builtin.FIRST_FREE);
    }

    /// True for what every transaction says of itself.
    static boolean isOfTransaction(long attribute) {
        return attribute == Builtin.TX_INSTANT || attribute == Builtin.CLAIM;
    }
}
