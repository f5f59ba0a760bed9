@NullMarked
package dev.factum.machine.effect;

import org.jspecify.annotations.NullMarked;
