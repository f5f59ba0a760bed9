/// The command that replays a conformance corpus.
@NullMarked
package dev.factum.conformance;

import org.jspecify.annotations.NullMarked;
