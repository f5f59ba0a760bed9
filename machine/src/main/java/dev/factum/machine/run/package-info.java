/// Threads, connections and brokers around the step functions: what an application starts.
///
/// ```java
/// Machine machine = Machine.builder().on(BLOCK_CARD, "block-card", BlockCard.class, handler).build();
/// try (Broker broker = new InProcessBroker();
///         Runner runner = Runner.start(machine, connection, broker)) {
///     runner.call(message);
/// }
/// ```
@NullMarked
package dev.factum.machine.run;

import org.jspecify.annotations.NullMarked;
