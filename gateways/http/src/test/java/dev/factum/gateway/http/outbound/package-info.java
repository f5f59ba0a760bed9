@NullMarked
package dev.factum.gateway.http.outbound;

import org.jspecify.annotations.NullMarked;
