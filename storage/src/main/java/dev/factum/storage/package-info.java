/// Where a database is kept. [dev.factum.storage.Storage] is the whole contract; memory and JDBC
/// implement it, and one contract test is run by each.
@NullMarked
package dev.factum.storage;

import org.jspecify.annotations.NullMarked;
