/// The exactness workload of the effect machine: a broker, a service, a counter over HTTP and a
/// listener in processes of their own; kills at every named point, rebalances, broker restarts; and
/// checks that every fact, request and message is what one undisturbed run would have left.
@NullMarked
package dev.factum.workload.effects;

import org.jspecify.annotations.NullMarked;
