/// `factum demo`: both example services at work on one SQLite file.
@NullMarked
package dev.factum.cli.demo;

import org.jspecify.annotations.NullMarked;
