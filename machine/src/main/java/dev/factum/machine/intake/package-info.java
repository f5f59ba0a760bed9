/// Which messages are begun now: those for handlers that need a destination which keeps failing
/// wait, and all others go on.
@NullMarked
package dev.factum.machine.intake;

import org.jspecify.annotations.NullMarked;
