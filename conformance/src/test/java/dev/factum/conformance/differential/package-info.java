/// The database against Datomic's peer library on random cases, and against a plain list of datoms.
@org.jspecify.annotations.NullMarked
package dev.factum.conformance.differential;
