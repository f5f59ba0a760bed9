package dev.factum.facts.record;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The namespace of a record's attributes, or of an enum's keywords, if the type's name does not
/// say it.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Namespace {
    /// The namespace, such as `"offer.status"`.
    String value();
}
