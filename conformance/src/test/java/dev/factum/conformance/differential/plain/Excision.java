package dev.factum.conformance.differential.plain;

import dev.factum.facts.value.Keyword;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What the last transaction requests to take out of all that was ever said. Not thread-safe.
final class Excision {

    private static final Keyword EXCISE = Keyword.of("db/excise");
    private static final Keyword ATTRIBUTES = Keyword.of("db.excise/attrs");
    private static final Keyword BEFORE = Keyword.of("db.excise/before");

    private final PlainDatabase database;
    private final Set<Target> targets = new LinkedHashSet<>();

    /// @param attributes what of the entity goes; empty if all does, and the references to it
    /// @param until facts that were said at this transaction or later stay
    private record Target(long entity, Set<Keyword> attributes, long until) {

        boolean isOwn(Fact fact) {
            return fact.e() == entity && (attributes.isEmpty() || attributes.contains(fact.a()));
        }
    }

    private Excision(PlainDatabase database) {
        this.database = database;
    }

    /// True if facts of this attribute request something, which stays as it is.
    static boolean isRequested(Attribute attribute) {
        return attribute.name().equals(EXCISE) || attribute.name().equals(ATTRIBUTES);
    }

    static PlainDatabase performed(PlainDatabase database) {
        var excision = new Excision(database);
        for (Fact fact : database.facts()) {
            if (fact.a().equals(EXCISE) && fact.tx() == database.lastTx()) {
                excision.request(fact);
            }
        }
        return excision.targets.isEmpty() ? database : database.with(excision.rest());
    }

    private void request(Fact request) {
        Set<Keyword> attributes = new HashSet<>();
        for (Object id : database.values(request.e(), ATTRIBUTES)) {
            attributes.add(database.ident((Long) id));
        }
        long until = request.tx();
        for (Object before : database.values(request.e(), BEFORE)) {
            until = Math.min(until, database.firstTxAt((Instant) before));
        }
        add(new Target((Long) request.v(), attributes, until));
    }

    /// Components go as a whole, with what refers to them, unless they are another's too.
    private void add(Target target) {
        if (!targets.add(target)) {
            return;
        }
        for (Fact fact : database.history().facts()) {
            boolean goes = target.isOwn(fact) && fact.added() && fact.tx() < target.until();
            if (goes && isComponent(fact) && !isAnothers((Long) fact.v(), target)) {
                add(new Target((Long) fact.v(), Set.of(), target.until()));
            }
        }
    }

    private boolean isComponent(Fact fact) {
        return database.schema().get(fact.a()).component();
    }

    private boolean isAnothers(long component, Target parent) {
        return database.facts().stream()
                .filter(fact -> isComponent(fact) && fact.v().equals(component))
                .anyMatch(fact -> fact.e() != parent.entity() && !isWhole(fact.e()));
    }

    private boolean isWhole(long entity) {
        return targets.stream()
                .anyMatch(each -> each.entity() == entity && each.attributes().isEmpty());
    }

    /// What stays. A fact that was taken back goes with what took it back.
    private List<Fact> rest() {
        List<Fact> rest = new ArrayList<>();
        Set<Fact.Content> gone = new HashSet<>();
        for (Fact fact : database.history().facts()) {
            boolean goes = fact.added() ? fact.tx() < until(fact) : gone.contains(fact.content());
            if (goes) {
                gone.add(fact.content());
            } else {
                gone.remove(fact.content());
                rest.add(fact);
            }
        }
        return rest;
    }

    private long until(Fact fact) {
        return targets.stream()
                .filter(target -> target.isOwn(fact) || isReference(fact, target))
                .mapToLong(Target::until)
                .max()
                .orElse(0);
    }

    private boolean isReference(Fact fact, Target target) {
        return target.attributes().isEmpty()
                && database.isReference(fact.a())
                && fact.v().equals(target.entity());
    }
}
