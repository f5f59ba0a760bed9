@NullMarked
package dev.factum.machine.relay;

import org.jspecify.annotations.NullMarked;
