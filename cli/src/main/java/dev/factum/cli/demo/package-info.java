/// `factum demo`: both example services at work on one SQLite file; with `--kafka`, three of them
/// in processes of their own on a real Kafka broker.
@NullMarked
package dev.factum.cli.demo;

import org.jspecify.annotations.NullMarked;
