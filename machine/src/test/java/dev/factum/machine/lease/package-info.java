@NullMarked
package dev.factum.machine.lease;

import org.jspecify.annotations.NullMarked;
