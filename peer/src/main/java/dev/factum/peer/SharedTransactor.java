package dev.factum.peer;

import dev.factum.facts.connection.Transactor;
import dev.factum.facts.database.Functions;

/// A transactor, and how many connections use it. Guarded by its peer.
final class SharedTransactor {

    private final Transactor transactor;
    private final Functions functions;
    private int users;

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

    void retain() {
        users++;
    }

    /// True if this was the last one.
    boolean release() {
        users--;
        return users == 0;
    }
}
