package dev.factum.transactor;

import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import java.util.function.Consumer;

/// A request that waits for its answer.
record Work(TxRequest request, Consumer<TxResult> whenDone) {}
