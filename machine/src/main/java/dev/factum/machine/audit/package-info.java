/// Whether handlers are as pure as they are believed to be: a decision is made once more on the
/// database right before it ([Audit]), and if it comes to something else, that is a fact ([Drift]).
@NullMarked
package dev.factum.machine.audit;

import org.jspecify.annotations.NullMarked;
