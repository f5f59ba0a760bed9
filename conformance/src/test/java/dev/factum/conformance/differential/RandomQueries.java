package dev.factum.conformance.differential;

import dev.factum.conformance.differential.RandomSchema.Attribute;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.edn.EdnList;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/// Queries with every kind of clause, find and input, legal for the most part.
///
/// What Datomic gets wrong is not asked: a variable twice in one pattern, a constant compared by
/// `=`, predicates without variables, a value without an attribute.
final class RandomQueries {

    private static final Symbol BLANK = Symbol.of("_");
    private static final List<Symbol> ENTITIES =
            List.of(Symbol.of("?e"), Symbol.of("?f"), Symbol.of("?g"));
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
    private final RandomViews views;
    private final RandomPulls pulls;
    private final List<Symbol> known;

    private List<Object> clauses = new ArrayList<>();
    private List<Object> in = new ArrayList<>();
    private List<Object> inputs = new ArrayList<>();
    private boolean usesRules;

    /// The variables that are bound, with the type of their values.
    private Map<Symbol, String> bound = new TreeMap<>();

    RandomQueries(
            Dice dice,
            RandomSchema schema,
            RandomViews views,
            RandomPulls pulls,
            List<Symbol> known) {
        this.dice = dice;
        this.schema = schema;
        this.views = views;
        this.pulls = pulls;
        this.known = known;
    }

    /// A query check. All its clauses hang together: Datomic may forget a part that stands alone.
    Map<Object, Object> next() {
        Map<Object, Object> check = any();
        while (!Connected.is(clauses, in)) {
            check = any();
        }
        return check;
    }

    private Map<Object, Object> any() {
        clauses = new ArrayList<>();
        bound = new TreeMap<>();
        usesRules = false;
        Object view = dice.once(3) ? views.any() : EdnList.of(Symbol.of("db"));
        in = new ArrayList<>(List.of(Symbol.of("$")));
        inputs = new ArrayList<>(List.of(view));
        if (dice.once(3)) {
            input();
        }
        for (int more = dice.between(1, 3); more > 0; more--) {
            clauses.add(pattern());
        }
        for (int more = dice.below(4); more > 0; more--) {
            clauses.add(other());
        }
        Collections.shuffle(clauses, new Random(dice.random().nextLong()));
        if (usesRules) {
            in.add(Symbol.of("%"));
            inputs.add(RULES);
        }
        List<Object> query = new ArrayList<>(List.of(Keyword.of("find")));
        query.addAll(find(view.toString().contains("history")));
        query.add(Keyword.of("in"));
        query.addAll(in);
        query.add(Keyword.of("where"));
        query.addAll(clauses);
        Map<Object, Object> check = new LinkedHashMap<>();
        check.put(Keyword.of("query"), query);
        check.put(Keyword.of("inputs"), inputs);
        return check;
    }

    // ---- inputs

    private void input() {
        Attribute attribute = dice.of(schema.scalars());
        Symbol variable = variable(attribute);
        switch (dice.below(5)) {
            case 0 -> {
                in.add(variable);
                inputs.add(schema.value(attribute));
            }
            case 1 -> {
                in.add(List.of(variable, Symbol.of("...")));
                inputs.add(List.of(schema.value(attribute), schema.value(attribute)));
            }
            case 2 -> {
                in.add(List.of(ENTITIES.getFirst(), variable));
                inputs.add(List.of(dice.of(known), schema.value(attribute)));
                bound.put(ENTITIES.getFirst(), "ref");
            }
            case 3 -> {
                in.add(List.of(List.of(ENTITIES.getFirst(), variable)));
                inputs.add(
                        List.of(
                                List.of(dice.of(known), schema.value(attribute)),
                                List.of(dice.of(known), schema.value(attribute))));
                bound.put(ENTITIES.getFirst(), "ref");
            }
            default -> {
                in.add(ENTITIES.getFirst());
                inputs.add(
                        dice.once(3)
                                ? List.of(Keyword.of("g/id"), "i" + dice.below(4))
                                : dice.of(known));
                bound.put(ENTITIES.getFirst(), "ref");
                return;
            }
        }
        bound.put(variable, attribute.type());
    }

    private static Symbol variable(Attribute attribute) {
        return Symbol.of("?" + attribute.type());
    }

    // ---- patterns

    private Symbol entity() {
        Symbol entity = dice.of(ENTITIES);
        bound.put(entity, "ref");
        return entity;
    }

    private Object pattern() {
        Attribute attribute = schema.any();
        Object subject = dice.once(8) ? dice.of(known) : entity();
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
            List<Symbol> others = ENTITIES.stream().filter(each -> !each.equals(subject)).toList();
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
        Symbol variable = variable(attribute);
        bound.put(variable, attribute.type());
        return variable;
    }

    // ---- other clauses

    private Object other() {
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

    private static EdnList call(String name, Object... rest) {
        List<Object> all = new ArrayList<>(List.of(Symbol.of(name)));
        all.addAll(Arrays.asList(rest));
        return EdnList.copyOf(all);
    }

    private Symbol boundOf(String type) {
        List<Symbol> fitting =
                bound.entrySet().stream()
                        .filter(each -> each.getValue().equals(type))
                        .map(Map.Entry::getKey)
                        .toList();
        return fitting.isEmpty() ? Symbol.of("?never") : dice.of(fitting);
    }

    private Object predicate() {
        for (String type : List.of("long", "string", "double", "instant")) {
            Symbol variable = boundOf(type);
            if (!variable.equals(Symbol.of("?never"))) {
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
        return List.of(call("!=", boundOf("ref"), dice.of(ENTITIES)));
    }

    /// A pattern about variables that are bound, mostly.
    private Object test() {
        Attribute attribute = schema.any();
        Object subject = dice.once(12) ? Symbol.of("?unbound") : boundOf("ref");
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
        Symbol outer = boundOf("ref");
        Symbol inner = Symbol.of("?inner");
        return call(
                "not-join",
                List.of(outer),
                List.of(outer, Keyword.of("g/link"), inner),
                List.of(inner, Keyword.of("g/age"), dice.of(BLANK, Symbol.of("?age"))));
    }

    private Object or() {
        Symbol subject = entity();
        Symbol object = dice.of(ENTITIES.stream().filter(each -> !each.equals(subject)).toList());
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
        Symbol subject = entity();
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
            case 0 -> call("aged", entity());
            case 1 -> call("older", boundOf("ref"), dice.of(known));
            case 2 -> binary("alike");
            default -> binary(dice.of("reach", "near"));
        };
    }

    private Object binary(String rule) {
        Symbol subject = entity();
        Symbol object = dice.of(ENTITIES.stream().filter(each -> !each.equals(subject)).toList());
        if (dice.once(4)) {
            return call(rule, subject, dice.of(known));
        }
        bound.put(object, "ref");
        return call(rule, dice.once(4) ? dice.of(known) : subject, object);
    }

    private Object function() {
        Symbol entity = boundOf("ref");
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
                            made(attribute.type()));
            case 2 ->
                    List.of(
                            call(dice.of("+", "-", "*"), boundOf("long"), (long) dice.below(3)),
                            made("long"));
            case 3 ->
                    List.of(
                            call("ground", List.of(1L, 2L)),
                            List.of(made("long"), Symbol.of("...")));
            case 4 -> List.of(call("tuple", entity, boundOf("long")), made("tuple"));
            case 5 -> List.of(call("untuple", boundOf("tuple")), List.of(made("long"), BLANK));
            default -> List.of(call("ground", (long) dice.below(3)), made("long"));
        };
    }

    /// A variable for what a function gives.
    private Symbol made(String type) {
        Symbol made = Symbol.of("?made" + clauses.size());
        bound.put(made, type);
        return made;
    }

    // ---- find

    private List<Object> find(boolean history) {
        Set<Symbol> variables = new LinkedHashSet<>();
        List<Symbol> all = List.copyOf(bound.keySet());
        for (int more = dice.between(1, 3); more > 0; more--) {
            variables.add(all.isEmpty() ? Symbol.of("?never") : dice.of(all));
        }
        List<Object> find = new ArrayList<>(variables);
        if (all.isEmpty()) {
            return find;
        }
        switch (dice.below(8)) {
            case 0 -> {
                Symbol counted = dice.of(all);
                find.remove(counted);
                find.add(
                        call(
                                dice.of("count", "count-distinct", "min", "max", "distinct"),
                                counted));
            }
            case 1 -> {
                Symbol number = boundOf("long");
                find.remove(number);
                find.add(call(dice.of("sum", "avg", "min", "max", "median"), number));
            }
            case 2 -> {
                Symbol entity = dice.of(ENTITIES);
                if (!history && bound.containsKey(entity)) {
                    find.remove(entity);
                    find.add(call("pull", entity, pulls.pattern()));
                }
            }
            case 3 -> {
                return List.of(List.of(find.getFirst(), Symbol.of("...")));
            }
            case 4 -> {
                find.add(Keyword.of("with"));
                List<Symbol> others =
                        all.stream().filter(each -> !variables.contains(each)).toList();
                if (others.isEmpty()) {
                    find.removeLast();
                } else {
                    find.add(dice.of(others));
                }
            }
            default -> {
                // variables alone
            }
        }
        return find;
    }
}
