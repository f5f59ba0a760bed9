/// Importing a million people, beside Datomic Local on fewer.
@NullMarked
package dev.factum.bench.imports;

import org.jspecify.annotations.NullMarked;
