@NullMarked
package dev.factum.machine.message;

import org.jspecify.annotations.NullMarked;
