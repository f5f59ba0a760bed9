@NullMarked
package dev.factum.testkit.simulation;

import org.jspecify.annotations.NullMarked;
