/// Whether the code of handlers is pure, told from its bytes: for a test in the user's build.
@NullMarked
package dev.factum.testkit.purity;

import org.jspecify.annotations.NullMarked;
