package dev.factum.conformance.differential;

import dev.factum.facts.edn.Edn;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Some attributes of each kind, with cardinality, index and uniqueness by chance.
final class RandomSchema {

    /// An attribute as the other generators need to know it.
    ///
    /// @param type the name of its value type
    /// @param many true if it was declared so
    record Attribute(Keyword name, String type, boolean many, boolean byValue, boolean unique) {

        boolean isReference() {
            return type.equals("ref");
        }

        boolean isScalar() {
            return !isReference() && !type.equals("tuple");
        }
    }

    private static final List<Keyword> PARTS = List.of(Keyword.of("g/age"), Keyword.of("g/next"));

    private final Dice dice;
    private final RandomValues values;
    private final List<Map<Keyword, Object>> forms = new ArrayList<>();
    private final List<Attribute> attributes = new ArrayList<>();
    private final Set<Keyword> widened = new HashSet<>();
    private List<String> slots = List.of();
    private boolean hasComposite;
    private boolean isGuarded;

    /// @param beyond true if a composite may identify, which Datomic does not know
    RandomSchema(Dice dice, boolean beyond) {
        this.dice = dice;
        this.values = new RandomValues(dice);
        add("g/id", "string", false, "unique", "identity");
        add("g/word", "string", dice.once(2), "", "");
        add("g/rank", "long", dice.once(2), dice.once(2) ? "index" : "", "");
        add("g/age", "long", false, dice.once(3) ? "index" : "", "");
        add("g/next", "ref", false, "", "");
        add("g/link", "ref", true, "", "");
        if (dice.once(2)) {
            add("g/part", "ref", dice.once(2), "component", "");
        }
        if (dice.once(3)) {
            add("g/open", "boolean", false, "", "");
        }
        if (dice.once(2)) {
            add("g/kind", "keyword", dice.once(3), dice.once(2) ? "index" : "", "");
        }
        if (dice.once(3)) {
            add("g/code", "string", false, "unique", dice.of("value", "identity"));
        }
        if (dice.once(4)) {
            add("g/boss", "ref", false, "unique", dice.of("value", "identity"));
        }
        if (dice.once(4)) {
            add("g/due", "instant", dice.once(3), "", "");
        }
        if (dice.once(4)) {
            add("g/ratio", "double", false, dice.once(2) ? "index" : "", "");
        }
        rarer();
        if (dice.once(5)) {
            pair();
        }
        if (dice.once(beyond ? 2 : 5)) {
            composite(beyond && dice.once(2));
        }
        if (dice.once(4)) {
            dice.of(forms).put(Keyword.of("db/noHistory"), true);
        }
        if (dice.once(4)) {
            guards();
        }
    }

    /// Predicates of an attribute, specs of entities, and a partition.
    private void guards() {
        isGuarded = true;
        forms.stream()
                .filter(form -> form.containsValue(Keyword.of("g/age")))
                .forEach(form ->
                        form.put(Keyword.of("db.attr/preds"), Symbol.of("corpus.fn/positive?")));
        forms.add(
                spec("whole", "db.entity/attrs", List.of(Keyword.of("g/id"), Keyword.of("g/age"))));
        forms.add(spec("never", "db.entity/preds", Symbol.of("corpus.fn/never?")));
        forms.add(spec("shelf", "db.install/_partition", Keyword.of("db.part/db")));
    }

    private static Map<Keyword, Object> spec(String name, String what, Object value) {
        Map<Keyword, Object> form = new LinkedHashMap<>();
        form.put(Keyword.of("db/ident"), Keyword.of("g", name));
        form.put(Keyword.of(what), value);
        return form;
    }

    /// True if there are specs `:g/whole` and `:g/never`, and a partition `:g/shelf`.
    boolean isGuarded() {
        return isGuarded;
    }

    private void add(String name, String type, boolean many, String option, String unique) {
        Keyword ident = Keyword.of(name);
        Map<Keyword, Object> form = new LinkedHashMap<>();
        form.put(Keyword.of("db/ident"), ident);
        form.put(Keyword.of("db/valueType"), Keyword.of("db.type", type));
        form.put(Keyword.of("db/cardinality"), Keyword.of("db.cardinality", many ? "many" : "one"));
        switch (option) {
            case "index" -> form.put(Keyword.of("db/index"), true);
            case "component" -> form.put(Keyword.of("db/isComponent"), true);
            case "unique" -> form.put(Keyword.of("db/unique"), Keyword.of("db.unique", unique));
            default -> {
                // nothing more to say
            }
        }
        forms.add(form);
        attributes.add(
                new Attribute(
                        ident,
                        type,
                        many,
                        option.equals("index") || option.equals("unique"),
                        option.equals("unique")));
    }

    /// Of the other types at most two, so that a case stays small.
    private void rarer() {
        for (int more = dice.below(3); more > 0; more--) {
            String type = dice.of("bigint", "bigdec", "uuid", "uri", "symbol", "float", "bytes");
            if (attributes.stream().noneMatch(each -> each.type().equals(type))) {
                boolean byValue = dice.once(2) && !type.equals("bytes");
                boolean many = dice.once(3) && !type.equals("bytes");
                boolean unique = !many && byValue && dice.once(3);
                add("g/" + type, type, many, unique ? "unique" : byValue ? "index" : "", "value");
            }
        }
    }

    private void pair() {
        boolean alike = dice.once(3);
        slots = alike ? List.of("uuid", "uuid") : List.of("long", dice.of("string", "instant"));
        add("g/pair", "tuple", dice.once(3), dice.once(2) ? "index" : "", "");
        forms.getLast()
                .put(
                        Keyword.of(alike ? "db/tupleType" : "db/tupleTypes"),
                        alike
                                ? Keyword.of("db.type/uuid")
                                : slots.stream().map(slot -> Keyword.of("db.type", slot)).toList());
    }

    private void composite(boolean isIdentity) {
        hasComposite = true;
        String option = isIdentity ? "unique" : dice.once(2) ? "index" : "";
        add("g/both", "tuple", false, option, "identity");
        forms.getLast().put(Keyword.of("db/tupleAttrs"), PARTS);
    }

    /// A change of what an attribute is, or one attribute more.
    Object alteration() {
        List<Attribute> alterable =
                attributes.stream()
                        .filter(each -> !each.type().equals("tuple"))
                        .filter(each -> !hasComposite || !PARTS.contains(each.name()))
                        .toList();
        Keyword name = dice.of(alterable).name();
        String unique = dice.of("value", "identity");
        return switch (dice.below(7)) {
            case 0, 1 -> altered(name, "db/index", dice.once(4) ? (Object) false : true);
            case 2 -> altered(name, "db/unique", Keyword.of("db.unique", unique));
            case 3 -> {
                widened.add(name);
                yield altered(name, "db/cardinality", Keyword.of("db.cardinality/many"));
            }
            case 4 -> altered(name, "db/cardinality", Keyword.of("db.cardinality/one"));
            case 5 -> {
                Keyword what = dice.of(Keyword.of("db/index"), Keyword.of("db/unique"));
                Object value = what.name().equals("index") ? true : Keyword.of("db.unique", unique);
                yield List.of(Keyword.of("db/retract"), name, what, value);
            }
            default -> {
                String later = "g/later" + attributes.size();
                add(later, dice.of("string", "long", "ref"), dice.once(3), "", "");
                Map<Keyword, Object> form = forms.removeLast();
                form.put(Keyword.of("db/id"), "later" + attributes.size());
                yield form;
            }
        };
    }

    /// A property of attributes, said of what is none.
    Map<Keyword, Object> misplaced(Object entity) {
        return altered(entity, dice.of("db/index", "db/noHistory", "db/isComponent"), dice.once(2));
    }

    private static Map<Keyword, Object> altered(Object attribute, String what, Object value) {
        Map<Keyword, Object> form = new LinkedHashMap<>();
        form.put(Keyword.of("db/id"), attribute);
        form.put(Keyword.of(what), value);
        return form;
    }

    List<Map<Keyword, Object>> forms() {
        return forms;
    }

    /// All that can be written: composites are derived.
    List<Attribute> writable() {
        return attributes.stream().filter(each -> !each.name().name().equals("both")).toList();
    }

    List<Attribute> all() {
        return attributes;
    }

    boolean hasComposite() {
        return hasComposite;
    }

    List<Attribute> references() {
        return attributes.stream().filter(Attribute::isReference).toList();
    }

    /// Those of plain values that an index has by value, as they were declared.
    List<Attribute> indexed() {
        return scalars().stream().filter(Attribute::byValue).toList();
    }

    List<Attribute> scalars() {
        return attributes.stream().filter(Attribute::isScalar).toList();
    }

    /// True if the attribute may have several values, as declared or since it was altered.
    boolean isWide(Attribute attribute) {
        return attribute.many() || widened.contains(attribute.name());
    }

    /// All that queries ask for: bytes are equal to nothing in Datomic's.
    List<Attribute> allAsked() {
        return attributes.stream().filter(each -> !each.type().equals("bytes")).toList();
    }

    List<Attribute> scalarsAsked() {
        return allAsked().stream().filter(Attribute::isScalar).toList();
    }

    Attribute asked() {
        return dice.of(allAsked());
    }

    Attribute any() {
        return dice.of(attributes);
    }

    /// The variable for values of this type.
    static Symbol variable(Attribute attribute) {
        return Symbol.of("?" + attribute.type());
    }

    /// A value of few, so that values meet.
    Object value(Attribute attribute) {
        return attribute.type().equals("tuple")
                ? Arrays.asList(
                        dice.once(5) ? null : values.of(slots.get(0)), values.of(slots.get(1)))
                : values.of(attribute.type());
    }

    @Override
    public String toString() {
        return Edn.print(forms);
    }
}
