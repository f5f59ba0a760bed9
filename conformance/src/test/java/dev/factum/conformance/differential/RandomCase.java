package dev.factum.conformance.differential;

import dev.factum.conformance.differential.RandomSchema.Attribute;
import dev.factum.facts.edn.EdnList;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A case of the corpus by chance: a schema, transactions, and questions about what came of them.
final class RandomCase {

    private RandomCase() {}

    static Map<Object, Object> of(RandomGenerator random) {
        var dice = new Dice(random);
        var schema = new RandomSchema(dice);
        var transactions = new RandomTransactions(dice, schema);
        List<Object> checks = new ArrayList<>();
        checks.add(transaction(transactions.beginning()));
        for (int more = dice.between(1, 4); more > 0; more--) {
            List<Object> next = transactions.next();
            checks.add(dice.once(8) ? check("with", next) : transaction(next));
        }
        var views = new RandomViews(dice, transactions);
        var pulls = new RandomPulls(dice, schema);
        var queries = new RandomQueries(dice, schema, views, pulls, transactions.named());
        for (int more = dice.between(2, 6); more > 0; more--) {
            checks.add(queries.next());
        }
        for (int more = dice.between(1, 3); more > 0; more--) {
            checks.add(pull(dice, transactions, views, pulls));
        }
        for (int more = dice.between(1, 3); more > 0; more--) {
            checks.add(index(dice, schema, transactions, views));
        }
        Map<Object, Object> form = new LinkedHashMap<>();
        form.put(Keyword.of("schema"), schema.forms());
        form.put(Keyword.of("checks"), checks);
        return form;
    }

    private static Map<Object, Object> transaction(Object txData) {
        return check("transact", txData);
    }

    private static Map<Object, Object> check(String kind, Object form) {
        Map<Object, Object> check = new LinkedHashMap<>();
        check.put(Keyword.of(kind), form);
        return check;
    }

    private static Map<Object, Object> pull(
            Dice dice, RandomTransactions transactions, RandomViews views, RandomPulls pulls) {
        Map<Object, Object> check = check("pull", pulls.pattern());
        check.put(
                Keyword.of("eid"),
                dice.once(3)
                        ? List.of(Keyword.of("g/id"), "i" + dice.below(4))
                        : dice.of(transactions.named()));
        if (dice.once(2)) {
            check.put(Keyword.of("db"), views.moment());
        }
        return check;
    }

    private static Map<Object, Object> index(
            Dice dice, RandomSchema schema, RandomTransactions transactions, RandomViews views) {
        Attribute attribute = schema.any();
        Object entity = dice.of(transactions.named());
        Map<Object, Object> check =
                switch (dice.below(6)) {
                    case 0 -> check("datoms", List.of(Keyword.of("eavt"), entity));
                    case 1 ->
                            check("datoms", List.of(Keyword.of("eavt"), entity, attribute.name()));
                    case 2 -> check("datoms", List.of(Keyword.of("aevt"), attribute.name()));
                    case 3 -> check("datoms", List.of(Keyword.of("avet"), attribute.name()));
                    case 4 -> check("datoms", List.of(Keyword.of("vaet"), entity));
                    default -> check("entid", List.of(Keyword.of("g/id"), "i" + dice.below(5)));
                };
        check.put(Keyword.of("db"), dice.once(2) ? views.any() : EdnList.of(Symbol.of("db")));
        return check;
    }
}
