/// Messages per second through the effect machine, beside the raw group-commit floor.
@NullMarked
package dev.factum.bench.machine;

import org.jspecify.annotations.NullMarked;
