package dev.factum.peer;

import dev.factum.facts.connection.Transactor;
import dev.factum.facts.database.Functions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A transactor, and the connections that use it. Guarded by its peer.
final class SharedTransactor {

    private final Transactor transactor;
    private final Functions functions;
    private final Set<EmbeddedConnection> users = new HashSet<>();

    SharedTransactor(Transactor transactor, Functions functions) {
        this.transactor = transactor;
        this.functions = functions;
    }

    Transactor transactor() {
        return transactor;
    }

    @SuppressWarnings("ReferenceEquality") // functions have no equality but being the same object
    boolean offers(Functions others) {
        return functions == others;
    }

    void add(EmbeddedConnection user) {
        users.add(user);
    }

    /// True if this was the last one.
    boolean remove(EmbeddedConnection user) {
        users.remove(user);
        return users.isEmpty();
    }

    List<EmbeddedConnection> users() {
        return List.copyOf(users);
    }
}
