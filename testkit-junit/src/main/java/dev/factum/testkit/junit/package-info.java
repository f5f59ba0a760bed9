/// The testkit for JUnit 6 and AssertJ: a machine for each test
/// ([dev.factum.testkit.junit.MachineExtension]), tests with seeds
/// ([dev.factum.testkit.junit.SeededTest]), and assertions on effects and databases
/// ([dev.factum.testkit.junit.FactumAssertions]).
@NullMarked
package dev.factum.testkit.junit;

import org.jspecify.annotations.NullMarked;
