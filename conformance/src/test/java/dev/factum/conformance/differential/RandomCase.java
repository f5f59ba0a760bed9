package dev.factum.conformance.differential;

import dev.factum.conformance.differential.RandomSchema.Attribute;
import dev.factum.facts.edn.EdnList;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/// A case of the corpus by chance: a schema, transactions, and questions about what came of them.
final class RandomCase {

    private RandomCase() {}

    static Map<Object, Object> of(long seed) {
        var dice = new Dice(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
        boolean beyond = dice.once(5);
        var schema = new RandomSchema(dice, beyond);
        List<?> first = List.copyOf(schema.forms());
        var transactions = new RandomTransactions(dice, schema);
        List<Object> checks = new ArrayList<>();
        checks.add(transaction(transactions.beginning()));
        for (int more = dice.between(1, 4); more > 0; more--) {
            checks.add(
                    dice.once(8)
                            ? check("with", transactions.next(false))
                            : transaction(
                                    dice.once(7)
                                            ? transactions.alteration()
                                            : transactions.next(true)));
        }
        if (beyond && !schema.hasComposite() && dice.once(2)) {
            checks.add(transaction(transactions.excision()));
            checks.add(transaction(transactions.next(true)));
        }
        var views = new RandomViews(dice, schema, transactions);
        var pulls = new RandomPulls(dice, schema);
        var rules = RandomRules.of(dice, schema, transactions.named(), beyond);
        var queries =
                new RandomQueries(dice, schema, views, pulls, transactions.named(), rules, beyond);
        for (int more = dice.between(2, 6); more > 0; more--) {
            checks.add(queries.next());
        }
        for (int more = dice.between(1, 3); more > 0; more--) {
            checks.add(pull(dice, transactions, views, pulls));
        }
        if (dice.once(2)) {
            checks.add(indexPull(dice, schema, views, pulls));
        }
        for (int more = dice.below(3); more > 0; more--) {
            checks.add(entity(dice, schema, transactions, views));
        }
        for (int more = dice.between(1, 3); more > 0; more--) {
            checks.add(index(dice, schema, transactions, views));
        }
        Map<Object, Object> form = new LinkedHashMap<>();
        if (beyond) {
            form.put(Comparison.BEYOND_DATOMIC, true);
        }
        if (dice.once(2)) {
            form.put(Keyword.of("fold-every"), (long) dice.between(1, 2));
        }
        form.put(Keyword.of("schema"), first);
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

    /// Entities of equal values come in the order of their ids, which is nobody's promise.
    private static Map<Object, Object> indexPull(
            Dice dice, RandomSchema schema, RandomViews views, RandomPulls pulls) {
        Map<Object, Object> request = new LinkedHashMap<>();
        boolean byValue = !dice.once(3);
        Attribute attribute = byValue ? dice.of(schema.indexed()) : dice.of(schema.references());
        List<Object> start = new ArrayList<>(List.of(attribute.name()));
        if (byValue && dice.once(2)) {
            start.add(schema.value(attribute));
        }
        request.put(Keyword.of("index"), Keyword.of(byValue ? "avet" : "aevt"));
        request.put(Keyword.of("selector"), pulls.pattern());
        request.put(Keyword.of("start"), start);
        if (start.size() > 1 && dice.once(3)) {
            request.put(Keyword.of("reverse"), true);
        }
        Map<Object, Object> check = check("index-pull", request);
        check.put(Keyword.of("ordered"), false);
        check.put(Keyword.of("db"), views.moment());
        return check;
    }

    /// Circles of components make Datomic's touch overflow.
    private static Map<Object, Object> entity(
            Dice dice, RandomSchema schema, RandomTransactions transactions, RandomViews views) {
        Map<Object, Object> check = check("entity", dice.of(transactions.named()));
        boolean touches =
                schema.all().stream().noneMatch(each -> each.name().name().equals("part"));
        switch (dice.below(touches ? 3 : 2)) {
            case 0 -> check.put(Keyword.of("keys"), true);
            case 1 -> {
                List<Object> path = new ArrayList<>();
                for (int more = dice.below(3); more > 0; more--) {
                    Keyword reference = dice.of(schema.references()).name();
                    path.add(
                            dice.once(3)
                                    ? new Keyword(reference.namespace(), "_" + reference.name())
                                    : reference);
                }
                path.add(schema.any().name());
                check.put(Keyword.of("path"), path);
            }
            default -> check.put(Keyword.of("touch"), true);
        }
        check.put(Keyword.of("db"), views.moment());
        return check;
    }

    private static Map<Object, Object> range(Dice dice, Attribute attribute, RandomSchema schema) {
        List<@Nullable Object> parts = new ArrayList<>(List.of(attribute.name()));
        boolean isScalar = attribute.isScalar();
        parts.add(isScalar && dice.once(2) ? schema.value(attribute) : null);
        parts.add(isScalar && dice.once(2) ? schema.value(attribute) : null);
        return check("index-range", parts);
    }

    private static Map<Object, Object> index(
            Dice dice, RandomSchema schema, RandomTransactions transactions, RandomViews views) {
        Attribute attribute = schema.any();
        Object entity = dice.of(transactions.named());
        Map<Object, Object> check =
                switch (dice.below(7)) {
                    case 0 -> check("datoms", List.of(Keyword.of("eavt"), entity));
                    case 1 ->
                            check("datoms", List.of(Keyword.of("eavt"), entity, attribute.name()));
                    case 2 -> check("datoms", List.of(Keyword.of("aevt"), attribute.name()));
                    case 3 -> check("datoms", List.of(Keyword.of("avet"), attribute.name()));
                    case 4 -> check("datoms", List.of(Keyword.of("vaet"), entity));
                    case 5 -> range(dice, attribute, schema);
                    default -> check("entid", List.of(Keyword.of("g/id"), "i" + dice.below(5)));
                };
        check.put(Keyword.of("db"), dice.once(2) ? views.any() : EdnList.of(Symbol.of("db")));
        return check;
    }
}
