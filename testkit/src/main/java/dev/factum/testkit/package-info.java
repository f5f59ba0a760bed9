/// What handlers are tested with: no server, no container, no mock.
///
/// | to see that | use |
/// |---|---|
/// | a handler decides this | `assertEquals`, or [dev.factum.testkit.EffectsAssert] for a difference |
/// | it decides this on such a database | [dev.factum.testkit.TestDatabase] |
/// | nothing is lost or doubled, wherever it crashes | [dev.factum.testkit.CrashMatrix] |
/// | a rule holds in every order of reads and commits | [dev.factum.testkit.RaceExplorer] |
/// | all of it holds when everything goes wrong at once | [dev.factum.testkit.simulation.Simulation] |
/// | new code decides what the present one has decided | [dev.factum.testkit.Regression] |
@NullMarked
package dev.factum.testkit;

import org.jspecify.annotations.NullMarked;
