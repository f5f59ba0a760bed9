@NullMarked
package dev.factum.examples.offers.http;

import org.jspecify.annotations.NullMarked;
