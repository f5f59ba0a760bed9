package dev.factum.facts.tx;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.value.ValueOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Tells datoms that have to go from others. Belongs to one walk through the history, from the
/// oldest transaction on.
///
/// An assertion goes if its transaction lies before the bound of a target. A retraction goes with
/// the assertion that it ended, however late it is: it would tell the value. So it goes if no
/// assertion that stays stands before it, which gives the same answers where some datoms have gone
/// before: a walk that was broken off can be begun anew.
///
/// A composite tuple copies parts that may be much older than itself. So, and for the same reason,
/// its assertion goes also if it repeats a part that does not stand any more.
public final class ExcisionFilter {

    private final Map<Long, List<ExcisionTarget>> byEntity = new HashMap<>();
    private final Map<Long, Long> byAttribute = new HashMap<>();
    private long claimsUntil;
    private final Set<Long> references;
    private final CompositeParts composites;
    private final Comparator<Datom> inTime;
    private final Set<Fact.Key> standing = new HashSet<>();

    ExcisionFilter(Excision excision) {
        this.references = excision.references();
        this.composites = excision.composites();
        this.inTime = excision.inTime();
        for (ExcisionTarget target : excision.targets()) {
            if (target.entity() != 0) {
                byEntity.computeIfAbsent(target.entity(), _ -> new ArrayList<>()).add(target);
            } else {
                target.attributes().forEach(each -> add(each, target.until()));
            }
        }
    }

    private void add(long attribute, long until) {
        if (attribute == Builtin.CLAIM) {
            claimsUntil = Math.max(claimsUntil, until);
        } else {
            byAttribute.merge(attribute, until, Math::max);
        }
    }

    /// Those of the datoms of the next transaction that have to go.
    public Set<Datom> excised(List<Datom> transaction) {
        return transaction.stream()
                .sorted(inTime)
                .filter(this::excises)
                .collect(Collectors.toSet());
    }

    /// True if the datom, which is the next one, has to go. A claim is as old as its transaction,
    /// whenever it was stated or taken back: nothing has to be remembered of it.
    boolean excises(Datom datom) {
        if (datom.a() == Builtin.CLAIM && EntityId.isTransaction(datom.e())) {
            return EntityId.sequence(datom.e()) < claimsUntil;
        }
        if (!concerns(datom)) {
            return false;
        }
        long until = until(datom);
        if (datom.t() < until) {
            return true;
        }
        Fact.Key fact = key(datom);
        if (datom.added()) {
            if (repeatsExcised(datom)) {
                return true;
            }
            standing.add(fact);
            return false;
        }
        return !standing.remove(fact);
    }

    /// True if facts like this one go, if they are old enough.
    boolean concerns(Datom datom) {
        return !isProtected(datom)
                && (until(datom) > 0 || parts(datom).stream().anyMatch(part -> until(part) > 0));
    }

    private boolean repeatsExcised(Datom composite) {
        return parts(composite).stream()
                .filter(this::concerns)
                .anyMatch(part -> !standing.contains(key(part)));
    }

    private static Fact.Key key(Datom datom) {
        return new Fact.Key(datom.e(), datom.a(), ValueOrder.canonical(datom.v()));
    }

    /// The facts that a composite tuple repeats.
    private List<Datom> parts(Datom datom) {
        List<Long> attributes = composites.of(datom.a());
        if (attributes.isEmpty() || !(datom.v() instanceof List<?> slots)) {
            return List.of();
        }
        List<Datom> parts = new ArrayList<>();
        for (int slot = 0; slot < attributes.size(); slot++) {
            Object value = slots.get(slot);
            if (value != null && attributes.get(slot) != 0) {
                parts.add(new Datom(datom.e(), attributes.get(slot), value, datom.tx(), true));
            }
        }
        return parts;
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
