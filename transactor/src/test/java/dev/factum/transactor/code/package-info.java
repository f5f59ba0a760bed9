@NullMarked
package dev.factum.transactor.code;

import org.jspecify.annotations.NullMarked;
