@NullMarked
package dev.factum.facts.edn;

import org.jspecify.annotations.NullMarked;
