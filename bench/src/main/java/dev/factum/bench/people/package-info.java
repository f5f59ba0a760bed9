/// The people queries of the well-known in-memory benchmarks, beside the Datomic peer.
@NullMarked
package dev.factum.bench.people;

import org.jspecify.annotations.NullMarked;
