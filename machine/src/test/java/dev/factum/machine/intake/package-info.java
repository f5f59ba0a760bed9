@NullMarked
package dev.factum.machine.intake;

import org.jspecify.annotations.NullMarked;
