package dev.factum.facts.query;

import dev.factum.facts.edn.EdnList;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Makes queries on the graph of [RandomGraph]: joins in any order, constants, blanks, repeated
/// variables, predicates, negation, alternatives and recursive rules. What it makes is legal: every
/// variable that a test needs is bound by some other clause.
final class RandomQuery {

    /// Recursion of all kinds: linear from both sides, doubled, mutual, and through `or`.
    static final String RULES =
            """
            [[(reach ?x ?y) [?x :g/to ?y]]
             [(reach ?x ?y) [?x :g/to ?z] (reach ?z ?y)]
             [(left ?x ?y) [?x :g/to ?y]]
             [(left ?x ?y) (left ?x ?z) [?z :g/to ?y]]
             [(twice ?x ?y) [?x :g/next ?y]]
             [(twice ?x ?y) (twice ?x ?z) (twice ?z ?y)]
             [(even ?x ?y) [?x :g/to ?z] (odd ?z ?y)]
             [(odd ?x ?y) [?x :g/to ?y]]
             [(odd ?x ?y) [?x :g/to ?z] (even ?z ?y)]
             [(or-reach ?x ?y) (or [?x :g/next ?y] (and [?x :g/to ?y] [?y :g/n 1]))]
             [(or-reach ?x ?y) (or-join [?x ?y] (and [?x :g/next ?z] (or-reach ?z ?y)))]
             [(far ?x ?y) (reach ?x ?y) (not [?x :g/to ?y])]]
            """;

    private static final List<String> RULE_NAMES =
            List.of("reach", "left", "twice", "even", "odd", "or-reach", "far");
    private static final List<Symbol> ENTITIES = symbols("?a", "?b", "?c");
    private static final Symbol BLANK = Symbol.of("_");

    private final RandomGenerator random;
    private final List<Long> ids;
    private final List<Object> clauses = new ArrayList<>();
    private final Set<Symbol> boundEntities = new LinkedHashSet<>();
    private final Set<Symbol> boundNumbers = new LinkedHashSet<>();
    private final Set<Symbol> boundTexts = new LinkedHashSet<>();

    RandomQuery(RandomGenerator random, List<Long> ids) {
        this.random = random;
        this.ids = ids;
        int patterns = 1 + random.nextInt(3);
        for (int index = 0; index < patterns; index++) {
            clauses.add(pattern());
        }
        int others = random.nextInt(4);
        for (int index = 0; index < others; index++) {
            clauses.add(other());
        }
        Collections.shuffle(clauses, new Random(random.nextLong()));
    }

    List<Object> clauses() {
        return clauses;
    }

    /// Some of the bound variables, at least one.
    List<Symbol> find() {
        var all = new ArrayList<>(boundEntities);
        all.addAll(boundNumbers);
        all.addAll(boundTexts);
        Collections.shuffle(all, new Random(random.nextLong()));
        return all.subList(0, 1 + random.nextInt(all.size()));
    }

    private static List<Symbol> symbols(String... names) {
        return Stream.of(names).map(Symbol::of).toList();
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private Symbol boundEntity() {
        return pick(List.copyOf(boundEntities));
    }

    private Symbol entity() {
        Symbol entity = pick(ENTITIES);
        boundEntities.add(entity);
        return entity;
    }

    private Object target() {
        return switch (random.nextInt(6)) {
            case 0 -> pick(ids);
            case 1 -> BLANK;
            default -> entity();
        };
    }

    private Symbol number() {
        Symbol number = pick(symbols("?m", "?n"));
        boundNumbers.add(number);
        return number;
    }

    private Symbol text() {
        Symbol text = pick(symbols("?s", "?t"));
        boundTexts.add(text);
        return text;
    }

    private List<Object> pattern() {
        Symbol subject = entity();
        return switch (random.nextInt(10)) {
            case 7 -> List.of(subject, Keyword.of("g/s"), text());
            case 8 -> List.of(subject, Keyword.of("g/s"), "s" + random.nextInt(4));
            case 9 -> List.of(subject, Keyword.of("g/d"), text());
            case 0 -> List.of(subject, Keyword.of("g/to"), target());
            case 1 -> List.of(subject, Keyword.of("g/next"), target());
            case 2 -> List.of(subject, Keyword.of("g/n"), number());
            case 3 -> List.of(subject, Keyword.of("g/n"), (long) random.nextInt(4));
            case 4 -> List.of(subject, Keyword.of("g/m"), number());
            case 5 -> List.of(subject, Keyword.of("g/m"), (long) random.nextInt(4));
            default -> List.of(subject, Keyword.of("g/on"), random.nextBoolean());
        };
    }

    private Object other() {
        return switch (random.nextInt(9)) {
            case 0, 1 -> predicate();
            case 2 -> call("not", test());
            case 3 -> call("not", test(), test());
            case 4 -> notJoin();
            case 5 -> or();
            case 6 -> orJoin();
            default -> rule();
        };
    }

    private static Object call(String name, Object... rest) {
        var all = new ArrayList<Object>(List.of(Symbol.of(name)));
        all.addAll(List.of(rest));
        return EdnList.copyOf(all);
    }

    private Object predicate() {
        if (boundNumbers.isEmpty()) {
            return List.of(call("!=", boundEntity(), boundEntity()));
        }
        Symbol number = pick(List.copyOf(boundNumbers));
        Object other =
                random.nextBoolean()
                        ? (Object) (long) random.nextInt(4)
                        : pick(List.copyOf(boundNumbers));
        String operator = pick(List.of("=", "!=", "<", ">="));
        return List.of(
                random.nextBoolean()
                        ? call(operator, number, other)
                        : call(operator, other, number));
    }

    /// A pattern whose variables are all bound.
    private Object test() {
        Object end = random.nextBoolean() ? boundEntity() : BLANK;
        return switch (random.nextInt(4)) {
            case 0 -> List.of(boundEntity(), Keyword.of("g/to"), end);
            case 1 -> List.of(boundEntity(), Keyword.of("g/n"), (long) random.nextInt(4));
            case 2 -> List.of(BLANK, Keyword.of("g/next"), boundEntity());
            default -> call(pick(RULE_NAMES), boundEntity(), end);
        };
    }

    private Object notJoin() {
        Symbol outer = boundEntity();
        Symbol inner = Symbol.of("?hidden");
        return call(
                "not-join",
                List.of(outer),
                List.of(outer, Keyword.of("g/to"), inner),
                List.of(inner, Keyword.of("g/n"), (long) random.nextInt(4)));
    }

    private Object or() {
        Symbol subject = entity();
        Symbol object = entity();
        return call(
                "or",
                List.of(subject, Keyword.of("g/to"), object),
                call(
                        "and",
                        List.of(object, Keyword.of("g/next"), subject),
                        call("not", List.of(subject, Keyword.of("g/on"), true))));
    }

    private Object orJoin() {
        Symbol subject = entity();
        Symbol inner = Symbol.of("?hidden");
        return call(
                "or-join",
                List.of(subject),
                call(
                        "and",
                        List.of(subject, Keyword.of("g/to"), inner),
                        List.of(inner, Keyword.of("g/on"), true)),
                List.of(subject, Keyword.of("g/n"), (long) random.nextInt(4)));
    }

    private Object rule() {
        return call(pick(RULE_NAMES), target(), entity());
    }
}
