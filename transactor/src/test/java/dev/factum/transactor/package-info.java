@NullMarked
package dev.factum.transactor;

import org.jspecify.annotations.NullMarked;
