package dev.factum.facts.query;

import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Answers the rule calls of one query run. Not thread-safe.
///
/// Rules that call each other are brought to their end together; a rule that is called from outside
/// of such a circle is at its end before the caller goes on, so that `not` may trust it.
final class RuleEngine {

    private record Key(Symbol name, Source source, Set<Integer> bound) {}

    private final RuleSet rules;
    private final Compiler compiler;
    private final Map<Key, Boolean> runnable = new HashMap<>();
    private final List<RuleTable> tables = new ArrayList<>();
    private final List<RuleTable> active = new ArrayList<>();

    RuleEngine(RuleSet rules, Compiler compiler) {
        this.rules = rules;
        this.compiler = compiler;
    }

    /// True if a rule can answer when these places are bound.
    boolean canRun(Symbol name, Source source, Set<Integer> bound) {
        var key = new Key(name, source, new TreeSet<>(bound));
        Boolean known = runnable.get(key);
        if (known != null) {
            return known;
        }
        runnable.put(key, true);
        boolean can = rules.named(name).stream().allMatch(rule -> canRun(rule, source, bound));
        runnable.put(key, can);
        return can;
    }

    private boolean canRun(Rule rule, Source source, Set<Integer> bound) {
        var before = new LinkedHashSet<Variable>();
        for (int place = 0; place < rule.parameters().size(); place++) {
            if (bound.contains(place)) {
                before.add(rule.parameters().get(place));
            } else if (place < rule.required()) {
                return false;
            }
        }
        return compiler.compileBody(rule, source, this)
                .canBind(before, new LinkedHashSet<>(rule.parameters()));
    }

    /// The table that a call with these bound places asks: one that is there already and needs no
    /// more, or else a new one.
    RuleTable table(Symbol name, Source source, Set<Integer> bound, Set<Integer> constants) {
        for (RuleTable table : tables) {
            if (isOf(table, name, source) && bound.containsAll(table.boundPlaces())) {
                return table;
            }
        }
        boolean canAskForMore = rules.isRecursive(name) && !rules.computes(name);
        Set<Integer> fewer = canAskForMore ? reduced(name, source, bound, constants) : bound;
        List<Rule> heads = rules.named(name);
        var table = new RuleTable(name, source, fewer, heads.getFirst().parameters().size());
        tables.add(table);
        for (Rule rule : heads) {
            boolean hides = rules.hidesRecursion(rule);
            table.addBranch(rule.parameters(), compiler.compileBody(rule, source, this), hides);
        }
        return table;
    }

    private static boolean isOf(RuleTable table, Symbol name, Source source) {
        return table.name().equals(name) && table.source().equals(source);
    }

    /// In a recursion the demands of many bound places multiply: one place is enough, a constant if
    /// there is one, as far as the bodies can run with it.
    private Set<Integer> reduced(
            Symbol name, Source source, Set<Integer> bound, Set<Integer> constants) {
        List<Integer> candidates = new ArrayList<>(new TreeSet<>(bound));
        candidates.removeAll(constants);
        candidates = new ArrayList<>(candidates.reversed());
        candidates.addAll(new TreeSet<>(constants).reversed());
        Set<Integer> left = new TreeSet<>(bound);
        for (Integer candidate : candidates) {
            var fewer = new TreeSet<>(left);
            fewer.remove(candidate);
            if (!fewer.isEmpty() && canRun(name, source, fewer)) {
                left = fewer;
            }
        }
        return left;
    }

    /// The answers that are known for a table after it was asked for some more: all of them, or
    /// those so far if the table is just being worked on.
    Relation ask(RuleTable table, Relation demanded, Meter meter) {
        table.demand(demanded, meter);
        boolean isWorkedOn = active.stream().anyMatch(other -> isMutual(other, table));
        if (!isWorkedOn && table.hasNewDemand()) {
            active.add(table);
            finish(table, meter);
            active.removeLast();
        }
        return table.answers().all();
    }

    private void finish(RuleTable table, Meter meter) {
        long before;
        do {
            before = version(table);
            for (int index = 0; index < tables.size(); index++) {
                RuleTable other = tables.get(index);
                if (other.equals(table) || isMutual(table, other)) {
                    other.round(meter, version(table));
                }
            }
        } while (version(table) != before);
    }

    private long version(RuleTable table) {
        long sum = 0;
        for (RuleTable other : tables) {
            if (other.equals(table) || isMutual(table, other)) {
                sum += other.version();
            }
        }
        return sum;
    }

    private boolean isMutual(RuleTable one, RuleTable other) {
        return one.source().equals(other.source()) && rules.isMutual(one.name(), other.name());
    }

    /// True if a call inside this rule leads back to it.
    boolean isRecursive(@Nullable Rule caller, Symbol called) {
        return caller != null && rules.isMutual(caller.name(), called);
    }
}
