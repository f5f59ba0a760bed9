@NullMarked
package dev.factum.conformance.corpus;

import org.jspecify.annotations.NullMarked;
