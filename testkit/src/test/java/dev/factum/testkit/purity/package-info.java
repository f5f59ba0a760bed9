@NullMarked
package dev.factum.testkit.purity;

import org.jspecify.annotations.NullMarked;
