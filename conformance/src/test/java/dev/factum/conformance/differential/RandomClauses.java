package dev.factum.conformance.differential;

import dev.factum.conformance.differential.RandomSchema.Attribute;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.edn.EdnList;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Clauses of every kind for one query, legal for the most part, and the variables they bind. Not
/// thread-safe.
final class RandomClauses {

    private static final Symbol BLANK = Symbol.of("_");
    static final Object RULES =
            Objects.requireNonNull(
                    Edn.read(
                            """
                            [[(reach ?x ?y) [?x :g/link ?y]]
                             [(reach ?x ?y) [?x :g/link ?z] (reach ?z ?y)]
                             [(near ?x ?y) [?x :g/next ?y]]
                             [(near ?x ?y) [?y :g/next ?x]]
                             [(near ?x ?y) [?x :g/link ?y] (not [?y :g/link ?x])]
                             [(aged ?x) [?x :g/age _]]
                             [(older [?x ?y]) [?x :g/age ?a] [?y :g/age ?b] [(> ?a ?b)]]
                             [(alike ?x ?y) [?x :g/word ?w] [?y :g/word ?w]
                                            (or-join [?x ?y] [?x :g/link ?y] (near ?y ?x))]]
                            """));

    private final Dice dice;
    private final RandomSchema schema;
    private final List<Symbol> known;
    private final boolean beyond;
    private boolean usesRules;

    private final BoundVariables bound;

    /// @param known the entities that can be named
    /// @param beyond true if what Datomic gets wrong may be asked: a variable twice in one pattern,
    ///   a constant compared by `=`, predicates without variables, a value without an attribute
    RandomClauses(Dice dice, RandomSchema schema, List<Symbol> known, boolean beyond) {
        this.beyond = beyond;
        this.dice = dice;
        this.schema = schema;
        this.known = known;
        this.bound = new BoundVariables(dice);
    }

    /// True if a rule was called.
    boolean usesRules() {
        return usesRules;
    }

    BoundVariables bound() {
        return bound;
    }

    // ---- patterns

    List<Object> pattern() {
        Attribute attribute = schema.any();
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
        return switch (dice.below(14)) {
            case 0, 1 -> predicate();
            case 2 -> call("not", test());
            case 3 -> call("not", test(), test());
            case 4 -> notJoin();
            case 5 -> or();
            case 6 -> orJoin();
            case 7, 8, 9 -> rule();
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
                usesRules = true;
                Symbol entity = bound.entity();
                yield call(dice.of("reach", "near", "alike"), entity, entity);
            }
        };
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
                        schema.scalars().stream()
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
        Attribute attribute = schema.any();
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

    private Object notJoin() {
        Symbol outer = bound.of("ref");
        Symbol inner = Symbol.of("?inner");
        return call(
                "not-join",
                List.of(outer),
                List.of(outer, Keyword.of("g/link"), inner),
                List.of(inner, Keyword.of("g/age"), dice.of(BLANK, Symbol.of("?age"))));
    }

    private Object or() {
        Symbol subject = bound.entity();
        Symbol object =
                dice.of(
                        BoundVariables.ENTITIES.stream()
                                .filter(each -> !each.equals(subject))
                                .toList());
        bound.put(object, "ref");
        return call(
                "or",
                List.of(subject, Keyword.of("g/link"), object),
                call(
                        "and",
                        List.of(object, Keyword.of("g/next"), subject),
                        call("not", List.of(subject, Keyword.of("g/age"), 1L))));
    }

    private Object orJoin() {
        Symbol subject = bound.entity();
        Symbol inner = Symbol.of("?inner");
        return call(
                "or-join",
                List.of(subject),
                call(
                        "and",
                        List.of(subject, Keyword.of("g/link"), inner),
                        List.of(inner, Keyword.of("g/word"), dice.of("a", "b"))),
                List.of(subject, Keyword.of("g/rank"), (long) dice.below(5)));
    }

    private Object rule() {
        usesRules = true;
        return switch (dice.below(4)) {
            case 0 -> call("aged", bound.entity());
            case 1 -> call("older", bound.of("ref"), dice.of(known));
            case 2 -> binary("alike");
            default -> binary(dice.of("reach", "near"));
        };
    }

    private Object binary(String rule) {
        Symbol subject = bound.entity();
        Symbol object =
                dice.of(
                        BoundVariables.ENTITIES.stream()
                                .filter(each -> !each.equals(subject))
                                .toList());
        if (dice.once(4)) {
            return call(rule, subject, dice.of(known));
        }
        bound.put(object, "ref");
        return call(rule, dice.once(4) ? dice.of(known) : subject, object);
    }

    private Object function() {
        Symbol entity = bound.of("ref");
        Attribute attribute =
                dice.of(schema.scalars().stream().filter(each -> !each.many()).toList());
        return switch (dice.below(7)) {
            case 0 -> List.of(call("missing?", Symbol.of("$"), entity, schema.any().name()));
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
                    List.of(call("untuple", bound.of("tuple")), List.of(bound.made("long"), BLANK));
            default -> List.of(call("ground", (long) dice.below(3)), bound.made("long"));
        };
    }
}
