@NullMarked
package dev.factum.facts.database;

import org.jspecify.annotations.NullMarked;
