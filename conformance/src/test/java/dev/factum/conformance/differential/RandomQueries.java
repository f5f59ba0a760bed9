package dev.factum.conformance.differential;

import dev.factum.conformance.differential.RandomSchema.Attribute;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Queries with every kind of clause, find and input, legal for the most part.
///
/// @param known the entities that can be named
/// @param beyond true if Datomic is not asked, and so what it gets wrong may be
record RandomQueries(
        Dice dice,
        RandomSchema schema,
        RandomViews views,
        RandomPulls pulls,
        List<Symbol> known,
        RandomRules rules,
        boolean beyond) {

    private static final Symbol ENTITY = BoundVariables.ENTITIES.getFirst();
    private static final Symbol SECOND = Symbol.of("$b");
    private static final Symbol TABLE = Symbol.of("$t");

    /// A query check. All its clauses hang together: Datomic may forget a part that stands alone.
    Map<Object, Object> next() {
        Draft draft = new Draft();
        while (!beyond && !Connected.is(draft.clauses, draft.in)) {
            draft = new Draft();
        }
        return draft.check();
    }

    /// One query.
    private final class Draft {

        private final RandomClauses parts = new RandomClauses(dice, schema, known, rules, beyond);
        private final Object view = dice.once(3) ? views.any() : views.present();
        private final List<Object> in = new ArrayList<>(List.of(Symbol.of("$")));
        private final List<Object> inputs = new ArrayList<>(List.of(view));
        private final List<Object> clauses = new ArrayList<>();

        Draft() {
            if (dice.once(3)) {
                input();
            }
            boolean twoSources = dice.once(6);
            for (int more = dice.between(1, 3); more > 0; more--) {
                List<Object> pattern = parts.pattern();
                clauses.add(twoSources && dice.once(2) ? from(SECOND, pattern) : pattern);
            }
            for (int more = dice.below(4); more > 0; more--) {
                clauses.add(parts.other());
            }
            if (dice.once(12)) {
                table();
            }
            if (clauses.stream().anyMatch(RandomQueries::isFromSecond)) {
                in.add(SECOND);
                inputs.add(views.any());
            }
            Collections.shuffle(clauses, new Random(dice.random().nextLong()));
            if (parts.usesRules()) {
                in.add(Symbol.of("%"));
                inputs.add(rules.forms());
            }
        }

        Map<Object, Object> check() {
            List<Object> query = new ArrayList<>(List.of(Keyword.of("find")));
            query.addAll(
                    new RandomFinds(dice, parts, pulls).next(view.toString().contains("history")));
            query.add(Keyword.of("in"));
            query.addAll(in);
            query.add(Keyword.of("where"));
            query.addAll(clauses);
            Map<Object, Object> check = new LinkedHashMap<>();
            check.put(Keyword.of("query"), query);
            check.put(Keyword.of("inputs"), inputs);
            return check;
        }

        /// Rows that are no database.
        private void table() {
            Attribute attribute = dice.of(schema.scalarsAsked());
            List<Object> rows = new ArrayList<>();
            for (int more = dice.between(1, 3); more > 0; more--) {
                rows.add(List.of(dice.of(known), schema.value(attribute)));
            }
            in.add(TABLE);
            inputs.add(rows);
            clauses.add(List.of(TABLE, ENTITY, parts.bound().valueOf(attribute)));
            parts.bound().put(ENTITY, "ref");
        }

        private void input() {
            Attribute attribute = dice.of(schema.scalarsAsked());
            Symbol variable = RandomSchema.variable(attribute);
            Object value = schema.value(attribute);
            switch (dice.below(5)) {
                case 0 -> give(variable, value);
                case 1 ->
                        give(
                                List.of(variable, Symbol.of("...")),
                                List.of(value, schema.value(attribute)));
                case 2 -> give(List.of(ENTITY, variable), List.of(dice.of(known), value));
                case 3 ->
                        give(
                                List.of(List.of(ENTITY, variable)),
                                List.of(
                                        List.of(dice.of(known), value),
                                        List.of(dice.of(known), schema.value(attribute))));
                default ->
                        give(
                                ENTITY,
                                dice.once(3)
                                        ? List.of(Keyword.of("g/id"), "i" + dice.below(4))
                                        : dice.of(known));
            }
            if (in.getLast().toString().contains(variable.toString())) {
                parts.bound().put(variable, attribute.type());
            }
            if (in.getLast().toString().contains(ENTITY.toString())) {
                parts.bound().put(ENTITY, "ref");
            }
        }

        private void give(Object binding, Object value) {
            in.add(binding);
            inputs.add(value);
        }
    }

    private static List<Object> from(Symbol source, List<Object> pattern) {
        List<Object> prefixed = new ArrayList<>(List.of(source));
        prefixed.addAll(pattern);
        return prefixed;
    }

    private static boolean isFromSecond(Object clause) {
        return clause instanceof List<?> list && SECOND.equals(list.getFirst());
    }
}
