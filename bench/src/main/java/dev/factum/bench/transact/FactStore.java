package dev.factum.bench.transact;

import java.util.List;
import java.util.Map;

/// A system with Datomic's data model, so that one text of a load serves all of them.
interface FactStore extends AutoCloseable {

    /// A keyword of this system, such as `name`.
    Object keyword(String name);

    /// Transacts EDN text, and waits.
    void transact(String txData);

    /// Transacts forms, waits, and answers the entities of their tempids.
    Map<String, Long> transact(List<?> forms, List<String> tempids);

    @Override
    void close();
}
