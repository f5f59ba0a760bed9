/// The datom `[e a v tx added]`, the atom of the database, and the layout of entity ids.
@NullMarked
package dev.factum.facts.datom;

import org.jspecify.annotations.NullMarked;
