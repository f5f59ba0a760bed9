package dev.factum.facts.query;

import dev.factum.facts.database.Database;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the places of clauses in which an ident or a lookup ref stands for an entity: entity,
/// attribute and transaction of a pattern, and the value of an attribute that is a reference.
final class EntityPlaces {

    private final Database database;

    EntityPlaces(Database database) {
        this.database = database;
    }

    /// True if the term at this place of a pattern names an entity.
    boolean isEntity(List<Term> terms, Place place) {
        return switch (place) {
            case ENTITY, ATTRIBUTE, TRANSACTION -> true;
            case VALUE -> terms.size() > 1 && isReference(terms.get(1));
            case ADDED -> false;
        };
    }

    private boolean isReference(Term attribute) {
        AttributeDefinition definition =
                attribute instanceof Term.Constant(Object name) ? named(name) : null;
        return definition != null && definition.isRef();
    }

    private @Nullable AttributeDefinition named(@Nullable Object name) {
        return switch (name) {
            case Long id -> database.schema().attribute(id);
            case Keyword ident -> database.schema().attribute(ident);
            case null, default -> null;
        };
    }

    /// The parameters of rules that are entities in their bodies, or in rules that these call.
    Map<Symbol, Set<Integer>> of(Map<Symbol, List<Rule>> rules) {
        var found = new HashMap<Symbol, Set<Integer>>();
        rules.keySet().forEach(name -> found.put(name, new HashSet<>()));
        boolean grows = true;
        while (grows) {
            grows = false;
            for (List<Rule> heads : rules.values()) {
                for (Rule rule : heads) {
                    Set<Integer> known = found.getOrDefault(rule.name(), new HashSet<>());
                    grows |= known.addAll(positions(rule, found));
                }
            }
        }
        return found;
    }

    private Set<Integer> positions(Rule rule, Map<Symbol, Set<Integer>> found) {
        var entities = new HashSet<Variable>();
        collect(rule.body(), found, entities);
        var positions = new HashSet<Integer>();
        for (int index = 0; index < rule.parameters().size(); index++) {
            if (entities.contains(rule.parameters().get(index))) {
                positions.add(index);
            }
        }
        return positions;
    }

    private void collect(
            List<Clause> clauses, Map<Symbol, Set<Integer>> found, Set<Variable> entities) {
        for (Clause clause : clauses) {
            switch (clause) {
                case Clause.Predicate _, Clause.Function _ -> {}
                case Clause.Not(_, _, List<Clause> body) -> collect(body, found, entities);
                case Clause.Or(_, _, _, List<List<Clause>> branches) ->
                        branches.forEach(branch -> collect(branch, found, entities));
                case Clause.RuleCall(_, _, Symbol name, List<Term> arguments) ->
                        found.getOrDefault(name, Set.of())
                                .forEach(index -> collect(arguments.get(index), entities));
                case Clause.Pattern(_, _, List<Term> terms) -> {
                    for (int index = 0; index < terms.size(); index++) {
                        if (isEntity(terms, Place.at(index))) {
                            collect(terms.get(index), entities);
                        }
                    }
                }
            }
        }
    }

    private static void collect(Term term, Set<Variable> entities) {
        if (term instanceof Term.Var(Variable variable)) {
            entities.add(variable);
        }
    }
}
