@NullMarked
package dev.factum.cli.demo;

import org.jspecify.annotations.NullMarked;
