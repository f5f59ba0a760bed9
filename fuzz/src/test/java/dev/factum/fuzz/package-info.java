/// Hostile input for everything that reads text or bytes from outside.
///
/// The tests run the inputs beside them. `JAZZER_FUZZ=1 ./factum test -pl fuzz -am
/// -Dtest=TextFuzzTest#edn -Dsurefire.failIfNoSpecifiedTests=false` looks for new ones with Jazzer;
/// what it finds belongs into `src/test/resources`.
@org.jspecify.annotations.NullMarked
package dev.factum.fuzz;
