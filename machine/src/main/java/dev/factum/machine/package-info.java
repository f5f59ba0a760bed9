/// The effect machine: handlers decide as pure functions, the machine commits what they decide once
/// and performs it however often it crashes.
///
/// | package | what lives there |
/// |---|---|
/// | `message` | messages, topics, derived ids, records in and out of payloads |
/// | `effect` | effects as data, and how they merge |
/// | `handler` | handlers, what they are given, what they promise |
/// | `claim` | the step function that decides one message |
/// | `relay` | the step function that sends what the log owes |
/// | `run` | threads around both: the runner, and the broker inside the process |
@NullMarked
package dev.factum.machine;

import org.jspecify.annotations.NullMarked;
