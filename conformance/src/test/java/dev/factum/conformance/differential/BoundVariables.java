package dev.factum.conformance.differential;

import dev.factum.conformance.differential.RandomSchema.Attribute;
import dev.factum.facts.value.Symbol;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The variables that a query binds, with the type of their values. Not thread-safe.
final class BoundVariables {

    /// The variables for entities.
    static final List<Symbol> ENTITIES = List.of(Symbol.of("?e"), Symbol.of("?f"), Symbol.of("?g"));

    /// A variable that nothing binds.
    static final Symbol NEVER = Symbol.of("?never");

    private final Dice dice;
    private final Map<Symbol, String> types = new TreeMap<>();
    private int made;

    BoundVariables(Dice dice) {
        this.dice = dice;
    }

    void put(Symbol variable, String type) {
        types.put(variable, type);
    }

    boolean contains(Symbol variable) {
        return types.containsKey(variable);
    }

    List<Symbol> all() {
        return List.copyOf(types.keySet());
    }

    /// Any variable for an entity, which is bound now.
    Symbol entity() {
        Symbol entity = dice.of(ENTITIES);
        put(entity, "ref");
        return entity;
    }

    /// The variable for the values of an attribute, which is bound now.
    Symbol valueOf(Attribute attribute) {
        Symbol variable = RandomSchema.variable(attribute);
        put(variable, attribute.type());
        return variable;
    }

    /// A new variable for what a function gives.
    Symbol made(String type) {
        Symbol variable = Symbol.of("?made" + made++);
        put(variable, type);
        return variable;
    }

    /// One that is bound to values of this type, if there is one.
    Symbol of(String type) {
        List<Symbol> fitting = all().stream().filter(each -> type.equals(types.get(each))).toList();
        return fitting.isEmpty() ? NEVER : dice.of(fitting);
    }
}
