/// Handlers, what they are given beside message and database, and what they promise.
@NullMarked
package dev.factum.machine.handler;

import org.jspecify.annotations.NullMarked;
