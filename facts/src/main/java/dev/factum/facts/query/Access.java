package dev.factum.facts.query;

import java.util.Locale;

/// How a step finds what it joins with its rows, in words.
record Access(String path, String join) {

    static Access of(Step step) {
        return switch (step) {
            case PatternStep _ -> new Access("index", "seek");
            case RelationStep _ -> new Access("collection", "hash");
            case PredicateStep _ -> new Access("predicate", "filter");
            case FunctionStep _ -> new Access("function", "map");
            case NotStep _ -> new Access("negation", "anti-join");
            case OrStep _ -> new Access("alternatives", "union");
            case RuleStep _ -> new Access("rule", "demand");
        };
    }

    static Access of(String path, JoinKind kind) {
        return new Access(path, kind.name().toLowerCase(Locale.ROOT));
    }
}
