@NullMarked
package dev.factum.examples.notifications;

import org.jspecify.annotations.NullMarked;
