/// Heap for each datom, beside Datomic in memory.
@NullMarked
package dev.factum.bench.heap;

import org.jspecify.annotations.NullMarked;
