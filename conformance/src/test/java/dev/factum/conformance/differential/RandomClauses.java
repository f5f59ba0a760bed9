package dev.factum.conformance.differential;

import dev.factum.conformance.differential.RandomConditions.Callable;
import dev.factum.conformance.differential.RandomSchema.Attribute;
import dev.factum.facts.edn.EdnList;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Clauses of every kind for one query, legal for the most part, and the variables they bind. Not
/// thread-safe.
final class RandomClauses {

    private static final Symbol BLANK = Symbol.of("_");
    private final Dice dice;
    private final RandomSchema schema;
    private final List<Symbol> known;
    private final RandomRules rules;
    private final boolean beyond;
    private final RandomConditions conditions;
    private final BoundVariables bound;

    /// @param known the entities that can be named
    /// @param beyond true if what Datomic gets wrong may be asked: a variable twice in one pattern,
    ///   a constant compared by `=`, predicates without variables, a value without an attribute
    RandomClauses(
            Dice dice, RandomSchema schema, List<Symbol> known, RandomRules rules, boolean beyond) {
        this.beyond = beyond;
        this.dice = dice;
        this.schema = schema;
        this.known = known;
        this.rules = rules;
        this.conditions = new RandomConditions(dice, schema, known, rules.free(), rules.free());
        this.bound = new BoundVariables(dice);
    }

    /// True if a rule was called.
    boolean usesRules() {
        return conditions.callsRules();
    }

    BoundVariables bound() {
        return bound;
    }

    // ---- patterns

    List<Object> pattern() {
        Attribute attribute = schema.asked();
        Object subject = dice.once(8) ? dice.of(known) : bound.entity();
        List<Object> pattern = new ArrayList<>(List.of(subject, attribute.name()));
        if (dice.once(8)) {
            return pattern;
        }
        pattern.add(value(attribute, subject));
        if (dice.once(8)) {
            Symbol transaction = Symbol.of("?tx");
            bound.put(transaction, "ref");
            pattern.add(transaction);
            if (dice.once(2)) {
                pattern.add(dice.once(2) ? Symbol.of("?added") : (Object) dice.once(2));
                bound.put(Symbol.of("?added"), "boolean");
            }
        }
        return pattern;
    }

    private Object value(Attribute attribute, Object subject) {
        if (dice.once(6)) {
            return BLANK;
        }
        if (attribute.isReference()) {
            List<Symbol> others =
                    BoundVariables.ENTITIES.stream().filter(each -> !each.equals(subject)).toList();
            Symbol other = dice.of(others);
            return switch (dice.below(6)) {
                case 0 -> dice.of(known);
                case 1 -> List.of(Keyword.of("g/id"), "i" + dice.below(3));
                default -> {
                    bound.put(other, "ref");
                    yield other;
                }
            };
        }
        if (dice.once(3)
                && !attribute.type().equals("tuple")
                && !attribute.type().equals("boolean")) {
            return schema.value(attribute);
        }
        return bound.valueOf(attribute);
    }

    // ---- other clauses

    Object other() {
        if (beyond && dice.once(3)) {
            return beyondDatomic();
        }
        return switch (dice.below(15)) {
            case 0, 1 -> predicate();
            case 2 -> call("not", test());
            case 3 -> call("not", test(), test());
            case 4, 5 -> conditions.restriction(bound.of("ref"), 0);
            case 6 -> conditions.thing(bound.entity(), 0);
            case 7 -> link();
            case 8, 9, 10 -> rule();
            default -> function();
        };
    }

    private Object beyondDatomic() {
        return switch (dice.below(6)) {
            case 0 -> {
                Symbol entity = bound.entity();
                yield List.of(entity, dice.of(schema.references()).name(), entity);
            }
            case 1 -> List.of(call("=", bound.of("long"), (long) dice.below(5)));
            case 2 -> List.of(call("<", (long) dice.below(2), (long) dice.below(2)));
            case 3 -> List.of(bound.entity(), BLANK, dice.of("a", "b", "i0"));
            case 4 -> {
                bound.put(Symbol.of("?long"), "long");
                List<Object> lookup = List.of(Keyword.of("g/id"), "i" + dice.below(3));
                yield List.of(lookup, Keyword.of("g/age"), Symbol.of("?long"));
            }
            default -> {
                Symbol entity = bound.entity();
                yield twice(entity);
            }
        };
    }

    private Object twice(Symbol entity) {
        List<Callable> binary = rules.all().stream().filter(each -> each.arity() == 2).toList();
        return binary.isEmpty()
                ? List.of(entity, dice.of(schema.references()).name(), entity)
                : conditions.call(dice.of(binary), entity, entity);
    }

    static EdnList call(String name, Object... rest) {
        List<Object> all = new ArrayList<>(List.of(Symbol.of(name)));
        all.addAll(Arrays.asList(rest));
        return EdnList.copyOf(all);
    }

    private Object predicate() {
        for (String type : List.of("long", "string", "double", "instant")) {
            Symbol variable = bound.of(type);
            if (!variable.equals(BoundVariables.NEVER)) {
                Attribute like =
                        schema.scalarsAsked().stream()
                                .filter(each -> each.type().equals(type))
                                .findFirst()
                                .orElseThrow();
                Object constant = schema.value(like);
                String operator = dice.of("<", "<=", ">", ">=", "!=", "not=");
                return List.of(
                        dice.once(2)
                                ? call(operator, variable, constant)
                                : call(operator, constant, variable));
            }
        }
        return List.of(call("!=", bound.of("ref"), dice.of(BoundVariables.ENTITIES)));
    }

    /// A pattern about variables that are bound, mostly.
    private Object test() {
        Attribute attribute = schema.asked();
        Object subject = dice.once(12) ? Symbol.of("?unbound") : bound.of("ref");
        return switch (dice.below(4)) {
            case 0 -> List.of(subject, attribute.name());
            case 1 -> List.of(subject, Keyword.of("g/link"), dice.of(known));
            case 2 -> List.of(BLANK, Keyword.of("g/next"), subject);
            default ->
                    List.of(
                            subject,
                            Keyword.of("g/age"),
                            dice.once(2) ? BLANK : (Object) (long) dice.below(5));
        };
    }

    private Object link() {
        Symbol subject = bound.entity();
        return conditions.link(subject, other(subject), 0);
    }

    /// Another variable for an entity, which is bound now.
    private Symbol other(Symbol subject) {
        Symbol object =
                dice.of(
                        BoundVariables.ENTITIES.stream()
                                .filter(each -> !each.equals(subject))
                                .toList());
        bound.put(object, "ref");
        return object;
    }

    private Object rule() {
        Callable rule = dice.of(rules.all());
        Symbol subject = bound.entity();
        if (rule.arity() == 1) {
            return conditions.call(rule, dice.once(4) ? dice.of(known) : subject);
        }
        return switch (dice.below(8)) {
            case 0 -> conditions.call(rule, subject, dice.of(known));
            case 1 -> conditions.call(rule, dice.of(known), subject);
            case 2 -> conditions.call(rule, subject, BLANK);
            default -> conditions.call(rule, subject, other(subject));
        };
    }

    /// Several values are refused by `get-else`, if there is a row at all. Symbols and URIs cannot
    /// be constants of a call in Datomic, whose queries become code.
    private boolean isElse(Attribute attribute) {
        return !schema.isWide(attribute)
                && !attribute.type().equals("uri")
                && !attribute.type().equals("symbol");
    }

    /// What is in a slot may be null, and is compared with nothing: see `docs/deviations.md`.
    private Object function() {
        Symbol entity = bound.of("ref");
        Attribute attribute = dice.of(schema.scalarsAsked().stream().filter(this::isElse).toList());
        return switch (dice.below(7)) {
            case 0 -> List.of(call("missing?", Symbol.of("$"), entity, schema.asked().name()));
            case 1 ->
                    List.of(
                            call(
                                    "get-else",
                                    Symbol.of("$"),
                                    entity,
                                    attribute.name(),
                                    schema.value(attribute)),
                            bound.made(attribute.type()));
            case 2 ->
                    List.of(
                            call(dice.of("+", "-", "*"), bound.of("long"), (long) dice.below(3)),
                            bound.made("long"));
            case 3 ->
                    List.of(
                            call("ground", List.of(1L, 2L)),
                            List.of(bound.made("long"), Symbol.of("...")));
            case 4 -> List.of(call("tuple", entity, bound.of("long")), bound.made("tuple"));
            case 5 ->
                    List.of(call("untuple", bound.of("tuple")), List.of(bound.made("slot"), BLANK));
            default -> List.of(call("ground", (long) dice.below(3)), bound.made("long"));
        };
    }
}
