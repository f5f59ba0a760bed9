package dev.factum.conformance.differential;

import dev.factum.facts.edn.EdnList;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.List;

/// Database values: the present mostly, and windows of time. Never `asOf` twice, where Factum
/// differs on purpose.
record RandomViews(Dice dice, RandomTransactions transactions) {

    Object any() {
        List<Object> view = new ArrayList<>();
        view.add(Symbol.of("db"));
        switch (dice.below(8)) {
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
            default -> {
                // the present
            }
        }
        return EdnList.copyOf(view);
    }

    /// A view at one moment, which entities and pulls need.
    Object moment() {
        Object view = any();
        return view.toString().contains("history") ? EdnList.of(Symbol.of("db")) : view;
    }

    private Object time() {
        return new Symbol(dice.of("t", "tx"), "n" + dice.below(transactions.count()));
    }
}
