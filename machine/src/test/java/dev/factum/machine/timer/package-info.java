@NullMarked
package dev.factum.machine.timer;

import org.jspecify.annotations.NullMarked;
