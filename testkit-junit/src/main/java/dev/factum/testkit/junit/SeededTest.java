package dev.factum.testkit.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/// A test that is run with one seed after another, from 0 on. Its method may take the seed as a
/// `long`, or a [java.util.random.RandomGenerator] that was made of it.
///
/// `-Dseeds=N` tries more seeds than usual, `-Dseed=N` only that one; a failure says which.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(Seeding.class)
public @interface SeededTest {

    /// How many seeds are tried usually.
    int value() default 100;
}
