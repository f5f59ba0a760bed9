@NullMarked
package dev.factum.gateway.http.inbound;

import org.jspecify.annotations.NullMarked;
