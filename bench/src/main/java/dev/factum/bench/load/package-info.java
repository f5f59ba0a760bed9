/// Closed loops of clients against contenders in turns, and the raw group-commit floor.
@NullMarked
package dev.factum.bench.load;

import org.jspecify.annotations.NullMarked;
