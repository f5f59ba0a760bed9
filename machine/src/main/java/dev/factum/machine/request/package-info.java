/// How requests are performed: a state machine per request, kept as facts.
///
/// [dev.factum.machine.request.Gateway] is where a request leaves the machine. It promises little,
/// because little can be promised of a network: what came of one attempt, and whether the partner
/// may have seen it.
@NullMarked
package dev.factum.machine.request;

import org.jspecify.annotations.NullMarked;
