@NullMarked
package dev.factum.machine.handler;

import org.jspecify.annotations.NullMarked;
