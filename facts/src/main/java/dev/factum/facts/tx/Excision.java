package dev.factum.facts.tx;

import dev.factum.facts.database.State;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Indexes;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.schema.Builtin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What several requests to excise come to: which facts have to go, out of indexes and log alike.
/// Immutable.
///
/// It names entities and attributes, not datoms, so it can be kept until the log has been done,
/// says nothing that had to be forgotten, and finds in the log also what the indexes have given up.
///
/// @param since the t of the oldest of the requests
/// @param references the attributes whose values are entities
/// @param composites what composite tuples repeat
public record Excision(
        long since, Set<Long> references, CompositeParts composites, List<ExcisionTarget> targets) {

    public Excision {
        references = Set.copyOf(references);
        targets = List.copyOf(targets);
    }

    /// What has been requested by the transactions after t `done`, or empty if nothing has.
    public static Optional<Excision> requested(State state, long done) {
        List<Datom> requests = requests(state, done);
        if (requests.isEmpty()) {
            return Optional.empty();
        }
        long since = requests.stream().mapToLong(Datom::t).min().orElseThrow();
        return Optional.of(
                new Excision(
                        since,
                        state.schema().references(),
                        CompositeParts.of(state),
                        new ExcisionTargets(state).of(requests)));
    }

    /// The facts that request something, of the transactions after t `done`.
    public static List<Datom> requests(State state, long done) {
        List<Datom> requests = new ArrayList<>();
        state.indexes()
                .present(IndexOrder.AEVT)
                .scan(Prefix.attribute(Builtin.EXCISE))
                .forEachRemaining(request -> {
                    if (request.t() > done) {
                        requests.add(request);
                    }
                });
        return requests;
    }

    /// True if the transaction with these datoms requests something.
    public static boolean isRequestedBy(List<Datom> datoms) {
        return datoms.stream().anyMatch(datom -> datom.a() == Builtin.EXCISE);
    }

    /// What tells datoms that have to go from others.
    public ExcisionFilter filter() {
        return new ExcisionFilter(this);
    }

    /// The datoms in the indexes of a state that have to go, present and past.
    public Set<Datom> datoms(State state) {
        ExcisionFilter filter = filter();
        Set<Datom> found = candidates(state.indexes());
        addOutdated(state, filter, found);
        List<Datom> candidates = new ArrayList<>(found);
        candidates.sort(inTime());
        Set<Datom> datoms = new HashSet<>();
        for (Datom datom : candidates) {
            if (filter.excises(datom)) {
                datoms.add(datom);
            }
        }
        return datoms;
    }

    /// A transaction applies its retractions first, and composites follow their parts.
    Comparator<Datom> inTime() {
        return Comparator.comparingLong(Datom::tx)
                .thenComparing(Datom::added)
                .thenComparing(composites::isComposite);
    }

    private Set<Datom> candidates(Indexes indexes) {
        Set<Datom> candidates = new HashSet<>();
        for (ExcisionTarget target : targets) {
            if (target.entity() == 0) {
                for (long attribute : target.attributes()) {
                    if (attribute == Builtin.CLAIM) {
                        candidates.addAll(claims(indexes, target.until(), Long.MAX_VALUE));
                        continue;
                    }
                    collect(indexes, IndexOrder.AEVT, Prefix.attribute(attribute), candidates);
                    collect(indexes, IndexOrder.AVET, Prefix.attribute(attribute), candidates);
                }
            } else {
                collect(indexes, IndexOrder.EAVT, Prefix.entity(target.entity()), candidates);
                if (target.isWhole()) {
                    Set<Datom> references = new HashSet<>();
                    collect(indexes, IndexOrder.VAET, Prefix.value(target.entity()), references);
                    references.forEach(each -> collectComposites(indexes, each, candidates));
                    candidates.addAll(references);
                }
            }
        }
        return candidates;
    }

    /// The claims of transactions before a bound, present and past, which come in the order of
    /// their transactions: what is younger is not looked at.
    ///
    /// @param most after how many it ends
    static List<Datom> claims(Indexes indexes, long until, long most) {
        List<Datom> claims = new ArrayList<>();
        Prefix prefix = Prefix.attribute(Builtin.CLAIM);
        for (var all : List.of(indexes.present(IndexOrder.AEVT), indexes.past(IndexOrder.AEVT))) {
            Iterator<Datom> found = all.scan(prefix);
            boolean isOld = true;
            while (isOld && claims.size() < most && found.hasNext()) {
                Datom claim = found.next();
                boolean isOfTransaction = EntityId.isTransaction(claim.e());
                isOld = !isOfTransaction || EntityId.sequence(claim.e()) < until;
                if (isOld && isOfTransaction) {
                    claims.add(claim);
                }
            }
        }
        return claims;
    }

    /// A reference may be repeated by composites of the entity that it belongs to.
    private void collectComposites(Indexes indexes, Datom reference, Set<Datom> target) {
        for (long composite : composites.with(reference.a())) {
            Prefix prefix = Prefix.entityAttribute(reference.e(), composite);
            collect(indexes, IndexOrder.EAVT, prefix, target);
        }
    }

    /// AVET may still hold facts of attributes that it does not keep any more.
    private static void addOutdated(State state, ExcisionFilter filter, Set<Datom> target) {
        for (AttributeDefinition definition : state.schema().attributes()) {
            if (!definition.hasAvet()) {
                Set<Datom> outdated = new HashSet<>();
                Prefix prefix = Prefix.attribute(definition.id());
                collect(state.indexes(), IndexOrder.AVET, prefix, outdated);
                outdated.removeIf(datom -> !filter.concerns(datom));
                target.addAll(outdated);
            }
        }
    }

    private static void collect(
            Indexes indexes, IndexOrder order, Prefix prefix, Set<Datom> target) {
        Iterator<Datom> present = indexes.present(order).scan(prefix);
        Iterator<Datom> past = indexes.past(order).scan(prefix);
        present.forEachRemaining(target::add);
        past.forEachRemaining(target::add);
    }
}
