@NullMarked
package dev.factum.machine.claim;

import org.jspecify.annotations.NullMarked;
