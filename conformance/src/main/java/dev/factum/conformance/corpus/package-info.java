/// Replays a conformance corpus in EDN (see `conformance/corpus/FORMAT.md`) against Factum and
/// reports every check.
@NullMarked
package dev.factum.conformance.corpus;

import org.jspecify.annotations.NullMarked;
