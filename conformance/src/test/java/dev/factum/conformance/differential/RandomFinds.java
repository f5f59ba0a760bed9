package dev.factum.conformance.differential;

import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What a query finds of the variables that its clauses bind: themselves, aggregates and pulls.
///
/// @param parts the clauses
record RandomFinds(Dice dice, RandomClauses parts, RandomPulls pulls) {

    /// @param history true if the database has no moment, which a pull needs
    List<Object> next(boolean history) {
        Set<Symbol> variables = new LinkedHashSet<>();
        List<Symbol> all = parts.bound().all();
        for (int more = dice.between(1, 3); more > 0; more--) {
            variables.add(all.isEmpty() ? BoundVariables.NEVER : dice.of(all));
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
                        RandomClauses.call(
                                dice.of("count", "count-distinct", "min", "max", "distinct"),
                                counted));
            }
            case 1 -> {
                Symbol number = parts.bound().of("long");
                find.remove(number);
                find.add(RandomClauses.call(dice.of("sum", "avg", "min", "max", "median"), number));
            }
            case 2 -> {
                Symbol entity = dice.of(BoundVariables.ENTITIES);
                if (!history && parts.bound().contains(entity)) {
                    find.remove(entity);
                    find.add(RandomClauses.call("pull", entity, pulls.pattern()));
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
