/// The `factum` command: the only room that talks to a terminal.
@NullMarked
package dev.factum.cli;

import org.jspecify.annotations.NullMarked;
