package dev.factum.facts.record;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The attribute that a record component stands for, if its name does not say it:
/// `@Named("offer/id")`.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Named {
    /// The attribute's ident, with or without the leading colon.
    String value();
}
