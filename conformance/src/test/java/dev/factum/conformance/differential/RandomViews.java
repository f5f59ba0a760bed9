package dev.factum.conformance.differential;

import dev.factum.facts.edn.EdnList;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Database values: the present mostly, windows of time, and filters. Never `asOf` twice, where
/// Factum differs on purpose.
record RandomViews(Dice dice, RandomSchema schema, RandomTransactions transactions) {

    private static final Duration NOON = Duration.ofHours(12);

    Object any() {
        List<Object> view = new ArrayList<>();
        view.add(Symbol.of("db"));
        switch (dice.below(10)) {
            case 0 -> view.add(List.of(Keyword.of("as-of"), time()));
            case 1 -> view.add(List.of(Keyword.of("since"), time()));
            case 2 -> {
                view.add(List.of(Keyword.of("as-of"), time()));
                view.add(List.of(Keyword.of("since"), time()));
            }
            case 3 -> view.add(Keyword.of("history"));
            case 4 -> {
                view.add(List.of(dice.of(Keyword.of("as-of"), Keyword.of("since")), time()));
                view.add(Keyword.of("history"));
            }
            case 5 -> {
                view.add(List.of(Keyword.of("filter"), filter()));
                if (dice.once(3)) {
                    view.add(Keyword.of("history"));
                }
            }
            default -> {
                // the present
            }
        }
        return EdnList.copyOf(view);
    }

    /// A view at one moment, which entities and pulls need.
    Object moment() {
        Object view = any();
        return view.toString().contains("history") ? present() : view;
    }

    /// The database as it is now.
    Object present() {
        return EdnList.of(Symbol.of("db"));
    }

    private Map<Keyword, Set<Object>> filter() {
        return switch (dice.below(3)) {
            case 0 -> Map.of(Keyword.of("attrs"), attributes());
            case 1 -> Map.of(Keyword.of("not-attrs"), attributes());
            default -> Map.of(dice.of(Keyword.of("txes"), Keyword.of("not-txes")), Set.of(tx()));
        };
    }

    private Set<Object> attributes() {
        Set<Object> attributes = new LinkedHashSet<>();
        attributes.add(schema.any().name());
        attributes.add(schema.any().name());
        return attributes;
    }

    private Object time() {
        return switch (dice.below(5)) {
            case 0 ->
                    Dated.day(dice.below(transactions.count()))
                            .plus(transactions.statesInstants() ? NOON : Duration.ZERO);
            case 1 -> tx();
            default -> new Symbol("t", "n" + dice.below(transactions.count()));
        };
    }

    private Symbol tx() {
        return new Symbol("tx", "n" + dice.below(transactions.count()));
    }
}
