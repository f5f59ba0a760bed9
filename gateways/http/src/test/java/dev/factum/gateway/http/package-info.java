@NullMarked
package dev.factum.gateway.http;

import org.jspecify.annotations.NullMarked;
