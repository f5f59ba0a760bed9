package dev.factum.facts.tx;

import dev.factum.facts.database.State;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Indexes;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.index.TxWindow;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.schema.Schema;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/// Reads requests to excise, and follows components: a component goes with its parent, unless
/// another entity that stays has it as a component now. Belongs to one thread.
final class ExcisionTargets {

    private final Schema schema;
    private final Indexes indexes;
    private final List<ExcisionTarget> targets = new ArrayList<>();
    private final Deque<ExcisionTarget> unvisited = new ArrayDeque<>();
    private final Set<Long> whole = new HashSet<>();
    private final Set<ExcisionTarget> known = new HashSet<>();

    ExcisionTargets(State state) {
        this.schema = state.schema();
        this.indexes = state.indexes();
    }

    /// @param requests facts about `:db/excise`
    List<ExcisionTarget> of(List<Datom> requests) {
        requests.forEach(request -> add(target(request)));
        while (!unvisited.isEmpty()) {
            ExcisionTarget target = unvisited.poll();
            targets.add(target);
            if (target.entity() != 0) {
                addComponents(target);
            }
        }
        return targets;
    }

    private void add(ExcisionTarget target) {
        if (known.add(target)) {
            unvisited.add(target);
            if (target.entity() != 0 && target.isWhole()) {
                whole.add(target.entity());
            }
        }
    }

    private ExcisionTarget target(Datom request) {
        long subject = (Long) request.v();
        return schema.attribute(subject) != null
                ? new ExcisionTarget(0, withComposites(Set.of(subject)), until(request))
                : new ExcisionTarget(subject, withComposites(attributes(request)), until(request));
    }

    private Set<Long> attributes(Datom request) {
        Set<Long> attributes = new HashSet<>();
        values(request.e(), Builtin.EXCISE_ATTRS)
                .forEachRemaining(datom -> attributes.add((Long) datom.v()));
        return attributes;
    }

    private Iterator<Datom> values(long request, long attribute) {
        return indexes.present(IndexOrder.EAVT).scan(Prefix.entityAttribute(request, attribute));
    }

    /// A composite tuple repeats the values of its parts.
    private Set<Long> withComposites(Set<Long> attributes) {
        Set<Long> all = new HashSet<>(attributes);
        for (AttributeDefinition definition : schema.attributes()) {
            if (definition.tupleAttrs().stream().anyMatch(attributes::contains)) {
                all.add(definition.id());
            }
        }
        return all;
    }

    /// The bound of a request: at most its own transaction.
    private long until(Datom request) {
        long until = request.t();
        Iterator<Datom> beforeT = values(request.e(), Builtin.EXCISE_BEFORE_T);
        if (beforeT.hasNext()) {
            long given = (Long) beforeT.next().v();
            until =
                    Math.min(
                            until,
                            EntityId.isTransaction(given) ? EntityId.sequence(given) : given);
        }
        Iterator<Datom> before = values(request.e(), Builtin.EXCISE_BEFORE);
        return before.hasNext()
                ? Math.min(until, firstTransactionAt((Instant) before.next().v()))
                : until;
    }

    /// The t of the first transaction at this instant or later.
    private long firstTransactionAt(Instant instant) {
        Iterator<Datom> instants =
                indexes.present(IndexOrder.AVET)
                        .slicesFrom(
                                Prefix.attributeValue(Builtin.TX_INSTANT, instant), TxWindow.ALL)
                        .datoms();
        Datom first = instants.hasNext() ? instants.next() : null;
        return first != null && first.a() == Builtin.TX_INSTANT ? first.t() : Long.MAX_VALUE;
    }

    private void addComponents(ExcisionTarget parent) {
        Prefix prefix = Prefix.entity(parent.entity());
        Iterator<Datom> present = indexes.present(IndexOrder.EAVT).scan(prefix);
        Iterator<Datom> past = indexes.past(IndexOrder.EAVT).scan(prefix);
        present.forEachRemaining(datom -> addComponent(parent, datom));
        past.forEachRemaining(datom -> addComponent(parent, datom));
    }

    private void addComponent(ExcisionTarget parent, Datom datom) {
        boolean isMeant = parent.isWhole() || parent.attributes().contains(datom.a());
        if (isMeant
                && datom.added()
                && datom.t() < parent.until()
                && isComponent(datom.a())
                && !isSystem((Long) datom.v())
                && !isHeldElsewhere((Long) datom.v(), parent.entity())) {
            add(new ExcisionTarget((Long) datom.v(), Set.of(), parent.until()));
        }
    }

    private boolean isComponent(long attribute) {
        AttributeDefinition definition = schema.attribute(attribute);
        return definition != null && definition.component();
    }

    private boolean isSystem(long entity) {
        return EntityId.partition(entity) == EntityId.DB_PARTITION
                || EntityId.isTransaction(entity)
                || schema.identOf(entity).isPresent()
                || values(entity, Builtin.EXCISE).hasNext();
    }

    private boolean isHeldElsewhere(long component, long parent) {
        Iterator<Datom> holders = indexes.present(IndexOrder.VAET).scan(Prefix.value(component));
        while (holders.hasNext()) {
            Datom holder = holders.next();
            if (holder.e() != parent && !whole.contains(holder.e()) && isComponent(holder.a())) {
                return true;
            }
        }
        return false;
    }
}
