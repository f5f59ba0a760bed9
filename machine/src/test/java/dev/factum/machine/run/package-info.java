@NullMarked
package dev.factum.machine.run;

import org.jspecify.annotations.NullMarked;
