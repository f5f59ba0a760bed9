@NullMarked
package dev.factum.facts.query;

import org.jspecify.annotations.NullMarked;
