/// Java records in and out of a database: one component per attribute.
@NullMarked
package dev.factum.facts.record;

import org.jspecify.annotations.NullMarked;
