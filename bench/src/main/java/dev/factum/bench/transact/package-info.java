/// Transactions per second, in memory and durable, beside Datomic and the raw group-commit floor.
@NullMarked
package dev.factum.bench.transact;

import org.jspecify.annotations.NullMarked;
