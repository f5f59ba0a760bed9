/// Timers, and the agenda of what is due: one index by machine and moment, however much waits in
/// it.
@NullMarked
package dev.factum.machine.timer;

import org.jspecify.annotations.NullMarked;
