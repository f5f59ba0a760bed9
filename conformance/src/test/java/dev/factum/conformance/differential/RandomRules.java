package dev.factum.conformance.differential;

import dev.factum.conformance.differential.RandomConditions.Callable;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.List;

/// The rules of one case: some names, each with several heads, on two levels. A rule comes back to
/// its own level by a third entity; inside `or` and `not` it calls the level below.
///
/// Only beyond Datomic may a rule call itself with what it was given: there such a call is refused
/// or overflows the stack.
///
/// @param all the rules that queries may call
/// @param forms the rules as a query is given them
record RandomRules(List<Callable> all, List<Object> forms) {

    private static final List<Symbol> FIRST = List.of(Symbol.of("?x"), Symbol.of("?a"));
    private static final List<Symbol> SECOND = List.of(Symbol.of("?y"), Symbol.of("?b"));

    static RandomRules of(Dice dice, RandomSchema schema, List<Symbol> known, boolean beyond) {
        List<Callable> low = named(dice, "low");
        List<Callable> high = named(dice, "high");
        List<Callable> all = new ArrayList<>(low);
        all.addAll(high);
        List<Object> forms = new ArrayList<>();
        List<Callable> belowLow = beyond ? callable(low) : List.of();
        var inLow = new RandomConditions(dice, schema, known, belowLow, List.of());
        new Level(dice, low, inLow).addTo(forms);
        var inHigh = new RandomConditions(dice, schema, known, callable(beyond ? all : low), low);
        new Level(dice, high, inHigh).addTo(forms);
        return new RandomRules(all, forms);
    }

    /// Those that may be called inside other clauses, where Datomic does not wait for what they
    /// need.
    List<Callable> free() {
        return callable(all);
    }

    private static List<Callable> named(Dice dice, String level) {
        List<Callable> rules = new ArrayList<>();
        for (int number = dice.below(2); number >= 0; number--) {
            rules.add(new Callable(level + number, dice.once(3) ? 1 : 2, dice.once(5)));
        }
        return rules;
    }

    /// Rules that do not need what they are called with.
    private static List<Callable> callable(List<Callable> rules) {
        return rules.stream().filter(each -> !each.required()).toList();
    }

    /// Rules that may call each other.
    private record Level(Dice dice, List<Callable> rules, RandomConditions conditions) {

        void addTo(List<Object> forms) {
            for (Callable rule : rules) {
                for (int more = dice.between(1, 3); more > 0; more--) {
                    forms.add(form(rule, dice.of(FIRST), dice.of(SECOND)));
                }
            }
        }

        private List<Object> form(Callable rule, Symbol x, Symbol y) {
            List<Object> form = new ArrayList<>();
            Object first = rule.required() ? List.of(x) : x;
            if (rule.arity() == 1) {
                form.add(RandomClauses.call(rule.name(), first));
                thing(x, form);
            } else {
                form.add(RandomClauses.call(rule.name(), first, y));
                path(x, y, form);
            }
            if (dice.once(3)) {
                form.add(conditions.restriction(x, 1));
            }
            return form;
        }

        private void thing(Symbol x, List<Object> form) {
            List<Callable> again = again(1);
            if (again.isEmpty() || dice.once(2)) {
                form.add(conditions.thing(x, 0));
                return;
            }
            Symbol z = conditions.fresh();
            form.add(conditions.link(x, z, 1));
            form.add(conditions.call(dice.of(again), z));
        }

        /// From one entity to the other, directly or by a third.
        private void path(Symbol x, Symbol y, List<Object> form) {
            if (dice.once(2)) {
                form.add(conditions.link(x, y, 0));
                return;
            }
            List<Callable> again = again(2);
            Symbol z = conditions.fresh();
            form.add(conditions.link(x, z, 1));
            form.add(
                    again.isEmpty() || dice.once(3)
                            ? conditions.link(z, y, 0)
                            : conditions.call(dice.of(again), z, y));
        }

        private List<Callable> again(int arity) {
            return callable(rules).stream().filter(each -> each.arity() == arity).toList();
        }
    }
}
