@NullMarked
package dev.factum.gateway.kafka;

import org.jspecify.annotations.NullMarked;
