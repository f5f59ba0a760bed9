package dev.factum.conformance.differential.plain;

import dev.factum.conformance.differential.plain.Statement.Add;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who the tempids of a transaction are: an entity that has the identity they assert, or a new one.
/// Tempids that assert one identity are one. Not thread-safe.
final class Tempids {

    private final PlainDatabase before;
    private final List<Statement> statements;

    /// Tempids that are one, by the tempid.
    private final Map<String, Set<String>> same = new LinkedHashMap<>();

    private final Map<String, Long> ids = new HashMap<>();
    private long next;
    private long nextOfSchema;

    Tempids(PlainDatabase before, List<Statement> statements) {
        this.before = before;
        this.statements = statements;
        this.next = before.nextEntity();
        this.nextOfSchema = before.nextOfSchema();
    }

    /// The entity of each tempid.
    Map<String, Long> identify() {
        for (Statement statement : statements) {
            if (statement.entity() instanceof String tempid) {
                same.computeIfAbsent(tempid, each -> new LinkedHashSet<>(Set.of(each)));
            }
        }
        Map<List<Object>, List<String>> claims = claims();
        claims.values().forEach(this::unite);
        claims.forEach((identity, tempids) -> {
            Attribute attribute = (Attribute) identity.getFirst();
            for (long holder : before.holders(attribute.name(), identity.getLast())) {
                tempids.forEach(tempid -> find(tempid, holder));
            }
        });
        same.keySet().forEach(this::create);
        return ids;
    }

    long next() {
        return next;
    }

    /// The tempids that assert each identity. What is itself a tempid nobody holds yet.
    private Map<List<Object>, List<String>> claims() {
        Map<List<Object>, List<String>> claims = new LinkedHashMap<>();
        for (Statement statement : statements) {
            if (statement instanceof Add(String tempid, Attribute attribute, Object value)
                    && attribute.isIdentity()) {
                claim(claims, attribute, value, tempid);
            }
        }
        for (Attribute attribute : before.schema().all()) {
            if (attribute.isComposite() && attribute.isIdentity()) {
                for (String tempid : same.keySet()) {
                    List<Object> parts = parts(tempid, attribute);
                    if (parts.size() == attribute.parts().size()) {
                        claim(claims, attribute, parts, tempid);
                    }
                }
            }
        }
        return claims;
    }

    private static void claim(
            Map<List<Object>, List<String>> claims,
            Attribute attribute,
            Object value,
            String tempid) {
        claims.computeIfAbsent(List.of(attribute, value), _ -> new ArrayList<>()).add(tempid);
    }

    /// The parts of a composite identity that are said of a tempid.
    private List<Object> parts(String tempid, Attribute composite) {
        List<Object> parts = new ArrayList<>();
        for (Object part : composite.parts()) {
            for (Statement statement : statements) {
                if (statement instanceof Add(Object entity, Attribute attribute, Object value)
                        && entity.equals(tempid)
                        && attribute.name().equals(part)
                        && !(attribute.isReference() && value instanceof String)) {
                    parts.add(value);
                }
            }
        }
        return parts;
    }

    private void unite(List<String> tempids) {
        Set<String> united = new LinkedHashSet<>();
        tempids.forEach(tempid -> united.addAll(group(tempid)));
        united.forEach(tempid -> same.put(tempid, united));
    }

    private Set<String> group(String tempid) {
        return java.util.Objects.requireNonNull(same.get(tempid));
    }

    private void find(String tempid, long entity) {
        for (String each : group(tempid)) {
            Long other = ids.put(each, entity);
            if (other != null && other != entity) {
                throw new Refused(each + " is two entities");
            }
        }
    }

    private void create(String tempid) {
        if (!ids.containsKey(tempid)) {
            long id = isAttribute(tempid) ? nextOfSchema++ : next++;
            group(tempid).forEach(each -> ids.put(each, id));
        }
    }

    private boolean isAttribute(String tempid) {
        return statements.stream()
                .anyMatch(statement ->
                        statement instanceof Add(Object entity, Attribute attribute, _)
                                && entity.equals(tempid)
                                && Schema.makesAttribute(attribute.name()));
    }
}
