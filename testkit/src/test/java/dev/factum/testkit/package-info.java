@NullMarked
package dev.factum.testkit;

import org.jspecify.annotations.NullMarked;
