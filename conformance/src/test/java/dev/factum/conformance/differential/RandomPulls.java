package dev.factum.conformance.differential;

import dev.factum.conformance.differential.RandomSchema.Attribute;
import dev.factum.facts.edn.EdnList;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Pull patterns with options, nesting and recursion, forwards and backwards.
///
/// A wildcard has no recursion with a depth beside it, and no component may lie below it: there
/// Datomic ends in raw errors.
record RandomPulls(Dice dice, RandomSchema schema) {

    List<Object> pattern() {
        return pattern(0);
    }

    private List<Object> pattern(int depth) {
        List<Object> pattern = new ArrayList<>();
        Set<Object> named = new HashSet<>();
        if (dice.once(3)) {
            pattern.add(Keyword.of("db/id"));
        }
        boolean wildcard = !hasComponents() && dice.once(6);
        if (wildcard) {
            pattern.add(Symbol.of("*"));
        }
        for (int more = dice.between(1, 4); more > 0; more--) {
            Attribute attribute = schema.any();
            boolean reverse = attribute.isReference() && dice.once(4);
            Keyword name =
                    reverse
                            ? new Keyword(
                                    attribute.name().namespace(), "_" + attribute.name().name())
                            : attribute.name();
            if (named.add(name)
                    && !(attribute.name().name().equals("part") && !reverse && dice.once(2))) {
                pattern.add(spec(attribute, name, depth, wildcard));
            }
        }
        if (pattern.isEmpty()) {
            pattern.add(Keyword.of("g/id"));
        }
        return pattern;
    }

    private boolean hasComponents() {
        return schema.all().stream().anyMatch(each -> each.name().name().equals("part"));
    }

    private Object spec(Attribute attribute, Keyword name, int depth, boolean wildcard) {
        Object key = options(attribute, name);
        if (!attribute.isReference() || (!isPart(attribute) && dice.once(3))) {
            return key;
        }
        return Map.of(key, below(depth, wildcard));
    }

    private static boolean isPart(Attribute attribute) {
        return attribute.name().name().equals("part");
    }

    private Object below(int depth, boolean wildcard) {
        return switch (dice.below(depth > 1 ? 2 : 4)) {
            case 0 -> Symbol.of("...");
            case 1 -> wildcard ? Symbol.of("...") : (Object) (long) dice.between(1, 3);
            default -> pattern(depth + 1);
        };
    }

    private Object options(Attribute attribute, Keyword name) {
        if (!dice.once(4) || attribute.type().equals("tuple")) {
            return name;
        }
        List<Object> list = new ArrayList<>(List.of(name));
        if (dice.once(2)) {
            list.add(Keyword.of("as"));
            list.add(dice.of(new Keyword("as", name.name()), "as " + name.name()));
        }
        if (dice.once(3)) {
            list.add(Keyword.of("default"));
            list.add(dice.of(0L, "none"));
        }
        if (attribute.many() && dice.once(3)) {
            list.add(Keyword.of("limit"));
            list.add(1000L);
        }
        return list.size() == 1 ? name : EdnList.copyOf(list);
    }
}
