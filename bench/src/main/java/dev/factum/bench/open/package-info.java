/// Opening databases of several sizes, looking into their past, and writing while indexes are
/// merged.
@NullMarked
package dev.factum.bench.open;

import org.jspecify.annotations.NullMarked;
