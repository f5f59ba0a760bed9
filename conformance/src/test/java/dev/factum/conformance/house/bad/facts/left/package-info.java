/// Part of a house that breaks the rules, so that the rules are seen to fail.
@NullMarked
package dev.factum.conformance.house.bad.facts.left;

import org.jspecify.annotations.NullMarked;
