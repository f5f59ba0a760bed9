@NullMarked
package dev.factum.testkit.junit;

import org.jspecify.annotations.NullMarked;
