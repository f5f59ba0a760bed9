package dev.factum.facts.database;

import dev.factum.facts.value.Keyword;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/// A rule that the transactor checks on the database after every transaction that touches its
/// attributes.
///
/// Always on: unlike an entity spec, nobody has to ask for it and nobody can forget it.
///
/// @param name what errors call the rule
/// @param attributes a transaction that asserts or retracts a fact of one of these is checked
/// @param check gets the database after the transaction and the entities whose facts of these
///   attributes changed; answers why the rule is broken, or nothing
public record Invariant(String name, Set<Keyword> attributes, Check check) {

    public Invariant {
        attributes = Set.copyOf(attributes);
    }

    /// The pure check of an [Invariant].
    @FunctionalInterface
    public interface Check {
        Optional<String> violation(Database after, Collection<Long> touched);
    }
}
