/// A machine in a world where everything goes wrong, decided by a seed.
///
/// [dev.factum.testkit.simulation.Simulation] is where to begin. What happens is a list of steps on
/// a timeline; whatever waits for an answer is an object that is told of it later. What must hold
/// is looked after by a ledger that sees the log, what others hear, and what partners do, and not
/// what the machine believes.
@NullMarked
package dev.factum.testkit.simulation;

import org.jspecify.annotations.NullMarked;
