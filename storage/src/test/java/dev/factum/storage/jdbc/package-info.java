@NullMarked
package dev.factum.storage.jdbc;

import org.jspecify.annotations.NullMarked;
