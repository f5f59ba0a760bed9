/// A real Kafka broker inside the process: what tests and demonstrations of the Kafka gateway start
/// where nothing is installed.
@NullMarked
package dev.factum.gateway.kafkalocal;

import org.jspecify.annotations.NullMarked;
