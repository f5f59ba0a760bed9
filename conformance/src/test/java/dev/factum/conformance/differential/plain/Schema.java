package dev.factum.conformance.differential.plain;

import dev.factum.facts.value.Keyword;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The attributes that the present facts describe, and those that describe attributes.
final class Schema {

    private static final Keyword IDENT = Keyword.of("db/ident");

    /// Where ids begin: no number that a case has as a value.
    private static final long FIRST_ID = 1_000;

    /// What is there from the start: attributes with their types, many-valued ones marked by `*`.
    private static final Map<String, String> FIRST =
            Map.ofEntries(
                    Map.entry("db/ident", "keyword"),
                    Map.entry("db/valueType", "ref"),
                    Map.entry("db/cardinality", "ref"),
                    Map.entry("db/unique", "ref"),
                    Map.entry("db/index", "boolean"),
                    Map.entry("db/isComponent", "boolean"),
                    Map.entry("db/tupleAttrs", "tuple"),
                    Map.entry("db/tupleTypes", "tuple"),
                    Map.entry("db/tupleType", "keyword"),
                    Map.entry("db/noHistory", "boolean"),
                    Map.entry("db/ensure", "*ref"),
                    Map.entry("db.attr/preds", "*symbol"),
                    Map.entry("db.entity/attrs", "*keyword"),
                    Map.entry("db.entity/preds", "*symbol"),
                    Map.entry("db.install/partition", "*ref"),
                    Map.entry("db/excise", "ref"),
                    Map.entry("db.excise/attrs", "*ref"),
                    Map.entry("db.excise/before", "instant"),
                    Map.entry("db/doc", "string"),
                    Map.entry("db/txInstant", "instant"),
                    Map.entry("db.install/attribute", "*ref"),
                    Map.entry("db.alter/attribute", "*ref"));

    /// What is said of attributes only.
    private static final Set<Keyword> PROPERTIES =
            Stream.of(
                            "db/valueType",
                            "db/cardinality",
                            "db/unique",
                            "db/index",
                            "db/isComponent",
                            "db/noHistory",
                            "db/tupleAttrs",
                            "db/tupleTypes",
                            "db/tupleType",
                            "db.attr/preds")
                    .map(Keyword::of)
                    .collect(Collectors.toUnmodifiableSet());

    /// Other names that are there from the start.
    private static final List<String> NAMES =
            List.of(
                    "db.cardinality/one",
                    "db.cardinality/many",
                    "db.unique/identity",
                    "db.unique/value",
                    "db.type/string",
                    "db.type/long",
                    "db.type/boolean",
                    "db.type/keyword",
                    "db.type/instant",
                    "db.type/double",
                    "db.type/ref",
                    "db.type/tuple",
                    "db.type/bigint",
                    "db.type/bigdec",
                    "db.type/uuid",
                    "db.type/uri",
                    "db.type/symbol",
                    "db.type/float",
                    "db.type/bytes");

    private final Map<Keyword, Attribute> attributes = new LinkedHashMap<>();
    private final Map<Keyword, Long> idents = new HashMap<>();
    private final Map<Long, Keyword> names = new HashMap<>();

    Schema(List<Fact> present) {
        for (Fact fact : present) {
            if (fact.a().equals(IDENT)) {
                idents.put((Keyword) fact.v(), fact.e());
                names.put(fact.e(), (Keyword) fact.v());
            }
        }
        FIRST.forEach((name, type) -> {
            Keyword ident = Keyword.of(name);
            boolean many = type.startsWith("*");
            attributes.put(
                    ident,
                    new Attribute(
                            ident,
                            Objects.requireNonNull(idents.get(ident)),
                            many ? type.substring(1) : type,
                            many,
                            name.equals("db/ident") ? "identity" : null,
                            false,
                            false,
                            List.of(),
                            List.of()));
        });
        for (Fact fact : present) {
            Keyword name = names.get(fact.e());
            if (name != null && fact.a().equals(Keyword.of("db/valueType"))) {
                attributes.put(name, described(name, fact.e(), present));
            }
        }
    }

    /// The facts that name what is there from the start, as one transaction's.
    static List<Fact> first(long tx) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(0, IDENT, Keyword.of("db.part/db"), tx, true));
        List<String> all = new ArrayList<>(NAMES);
        FIRST.keySet().stream().sorted().forEach(all::add);
        for (String name : all) {
            facts.add(new Fact(FIRST_ID + facts.size(), IDENT, Keyword.of(name), tx, true));
        }
        return facts;
    }

    private Attribute described(Keyword name, long id, List<Fact> present) {
        Map<String, Object> said = new HashMap<>();
        for (Fact fact : present) {
            if (fact.e() == id) {
                said.put(fact.a().name(), fact.v());
            }
        }
        return new Attribute(
                name,
                id,
                Objects.requireNonNull(nameOf(said.get("valueType"))),
                "many".equals(nameOf(said.get("cardinality"))),
                nameOf(said.get("unique")),
                Boolean.TRUE.equals(said.get("index")),
                Boolean.TRUE.equals(said.get("isComponent")),
                said.get("tupleAttrs") instanceof List<?> parts ? parts : List.of(),
                said.get("tupleTypes") instanceof List<?> slots ? slots : List.of());
    }

    private @Nullable String nameOf(@Nullable Object id) {
        return id == null ? null : Objects.requireNonNull(names.get(id)).name();
    }

    @Nullable Attribute find(@Nullable Object name) {
        return name instanceof Keyword ? attributes.get(name) : null;
    }

    /// @throws Refused if there is no such attribute
    Attribute get(@Nullable Object name) {
        Attribute attribute = find(name);
        if (attribute == null) {
            throw new Refused("not-an-entity", "No attribute " + name);
        }
        return attribute;
    }

    List<Attribute> all() {
        return List.copyOf(attributes.values());
    }

    boolean isAttribute(long id) {
        return attributes.values().stream().anyMatch(each -> each.id() == id);
    }

    /// True if this attribute says how another one is.
    static boolean describes(Keyword name) {
        return "db".equals(name.namespace())
                && FIRST.containsKey(name.namespace() + "/" + name.name())
                && !name.name().equals("ident")
                && !name.name().equals("doc")
                && !name.name().equals("txInstant");
    }

    /// True if whatever this is said of is to be an attribute.
    static boolean makesAttribute(Keyword name) {
        return PROPERTIES.contains(name);
    }

    @Nullable Long id(Keyword ident) {
        return idents.get(ident);
    }

    @Nullable Keyword ident(long id) {
        return names.get(id);
    }
}
