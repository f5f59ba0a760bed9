package dev.factum.conformance.differential;

import dev.factum.conformance.differential.RandomSchema.Attribute;
import dev.factum.facts.edn.EdnList;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.List;

/// Conditions on one or two variables, as a grammar: a condition is a pattern, a call of a rule, or
/// an `or`, `not` or join of smaller conditions. Not thread-safe.
///
/// Each clause mentions no variable but those it is about, so that it may stand in an `or`; what it
/// needs beside them is inside a join. No variable is twice in a pattern or a call: see
/// `docs/deviations.md`.
final class RandomConditions {

    private static final Symbol BLANK = Symbol.of("_");
    private static final int DEEPEST = 2;

    /// A rule that conditions may call.
    ///
    /// @param arity one or two
    /// @param required true if its first parameter must be bound
    record Callable(String name, int arity, boolean required) {}

    private final Dice dice;
    private final RandomSchema schema;
    private final List<Symbol> known;
    private final List<Callable> rules;
    private final List<Callable> negated;
    private boolean callsRules;
    private int inner;
    private int insideNot;

    /// @param rules what may be called
    /// @param negated what may be called inside `not`
    RandomConditions(
            Dice dice,
            RandomSchema schema,
            List<Symbol> known,
            List<Callable> rules,
            List<Callable> negated) {
        this.dice = dice;
        this.schema = schema;
        this.known = known;
        this.rules = rules;
        this.negated = negated;
    }

    /// True if some condition so far calls a rule.
    boolean callsRules() {
        return callsRules;
    }

    /// A variable that nothing else has.
    Symbol fresh() {
        return Symbol.of("?i" + inner++);
    }

    // ---- one variable

    /// A clause that holds for some entities, and finds them if they are not bound.
    List<?> thing(Symbol x, int depth) {
        Attribute attribute = schema.asked();
        Keyword reference = dice.of(schema.references()).name();
        return switch (dice.below(depth < DEEPEST ? 9 : 4)) {
            case 0 -> List.of(x, attribute.name());
            case 1 -> List.of(x, attribute.name(), constant(attribute));
            case 2 -> List.of(x, reference, dice.of(known));
            case 3 -> List.of(BLANK, reference, x);
            case 4 -> RandomClauses.call("or", thing(x, depth + 1), narrowed(x, depth + 1));
            case 5 -> {
                Symbol y = fresh();
                yield RandomClauses.call(
                        "or-join",
                        List.of(x),
                        and(link(x, y, depth + 1), thing(y, depth + 1)),
                        thing(x, depth + 1));
            }
            case 6 -> called(1, x, x, thing(x, depth + 1));
            default -> List.of(x, attribute.name(), BLANK);
        };
    }

    /// A clause that takes some bound entities away.
    List<?> restriction(Symbol x, int depth) {
        return switch (dice.below(5)) {
            case 0 -> RandomClauses.call("not", thingInNot(x, depth + 1), thingInNot(x, depth + 1));
            case 1 -> {
                Symbol y = fresh();
                yield RandomClauses.call(
                        "not-join", List.of(x), pattern(x, y), thingInNot(y, depth + 1));
            }
            case 2 -> {
                Symbol y = fresh();
                yield RandomClauses.call(
                        "not-join", List.of(x), pattern(x, y), restriction(y, depth + 1));
            }
            default -> RandomClauses.call("not", thingInNot(x, depth + 1));
        };
    }

    private List<?> thingInNot(Symbol x, int depth) {
        insideNot++;
        List<?> thing = thing(x, depth);
        insideNot--;
        return thing;
    }

    private List<?> narrowed(Symbol x, int depth) {
        List<?> thing = thing(x, depth);
        return dice.once(2) ? and(thing, restriction(x, depth)) : thing;
    }

    private Object constant(Attribute attribute) {
        return switch (attribute.type()) {
            case "ref" -> dice.of(known);
            case "tuple", "boolean" -> BLANK;
            default -> schema.value(attribute);
        };
    }

    // ---- two variables

    /// A clause that relates entities, and finds them if they are not bound.
    List<?> link(Symbol x, Symbol y, int depth) {
        return switch (dice.below(depth < DEEPEST ? 9 : 3)) {
            case 0 -> pattern(y, x);
            case 1, 2 -> pattern(x, y);
            case 3 -> RandomClauses.call("or", link(x, y, depth + 1), narrowed(x, y, depth + 1));
            case 4 ->
                    RandomClauses.call(
                            "or", pattern(x, y), pattern(y, x), narrowed(x, y, depth + 1));
            case 5 -> {
                Symbol z = fresh();
                yield RandomClauses.call(
                        "or-join",
                        List.of(x, y),
                        and(link(x, z, depth + 1), link(z, y, depth + 1)),
                        link(x, y, depth + 1));
            }
            case 6 -> {
                Symbol value = fresh();
                Keyword attribute = dice.of(schema.scalarsAsked()).name();
                yield RandomClauses.call(
                        "or-join",
                        List.of(x, y),
                        and(List.of(x, attribute, value), List.of(y, attribute, value)));
            }
            default -> called(2, x, y, pattern(x, y));
        };
    }

    private List<?> narrowed(Symbol x, Symbol y, int depth) {
        List<?> link = link(x, y, depth);
        return switch (dice.below(4)) {
            case 0 -> and(link, restriction(dice.of(x, y), depth));
            case 1 -> and(link, RandomClauses.call("not", pattern(y, x)));
            case 2 -> and(link, thing(dice.of(x, y), depth));
            default -> link;
        };
    }

    private List<Object> pattern(Symbol x, Symbol y) {
        return List.of(x, dice.of(schema.references()).name(), y);
    }

    private static List<?> and(Object one, Object other) {
        return RandomClauses.call("and", one, other);
    }

    // ---- rules

    private List<?> called(int arity, Symbol x, Symbol y, List<?> otherwise) {
        List<Callable> fitting =
                (insideNot > 0 ? negated : rules)
                        .stream().filter(each -> each.arity() == arity).toList();
        if (fitting.isEmpty()) {
            return otherwise;
        }
        Callable rule = dice.of(fitting);
        return arity == 1 ? call(rule, x) : call(rule, x, y);
    }

    /// A call of a rule.
    EdnList call(Callable rule, Object... arguments) {
        callsRules = true;
        return RandomClauses.call(rule.name(), arguments);
    }
}
