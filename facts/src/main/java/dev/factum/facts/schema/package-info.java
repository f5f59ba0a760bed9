/// What a database knows of its attributes: value types, definitions, idents, and typed attributes
/// for Java code.
@NullMarked
package dev.factum.facts.schema;

import org.jspecify.annotations.NullMarked;
