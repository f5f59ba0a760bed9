/// How one message is decided, once: the step function, the claim that makes it once, and the
/// record of what was decided.
///
/// [dev.factum.machine.claim.DeliverySteps] is pure. It asks for input and output as
/// [dev.factum.machine.claim.Io] and is told what came of it as [dev.factum.machine.claim.Event];
/// threads and connections are with whoever runs it.
@NullMarked
package dev.factum.machine.claim;

import org.jspecify.annotations.NullMarked;
