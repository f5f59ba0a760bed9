/// Measuring in turns, and what a comparison hands over.
@NullMarked
package dev.factum.bench.measure;

import org.jspecify.annotations.NullMarked;
