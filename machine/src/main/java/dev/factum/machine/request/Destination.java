package dev.factum.machine.request;

import java.time.Duration;

/// What is known of a partner that requests go to, as its operator has configured it. Immutable.
///
/// @param honoursKeys true if the partner performs requests with one idempotency key once
/// @param keysLast for how long it remembers a key; after that the same key would be performed
///   again
/// @param timeout for how long an answer is waited for
/// @param attempts after so many a request has failed
/// @param firstPause before the second attempt; doubled before each further one
/// @param longestPause between two attempts
public record Destination(
        String name,
        boolean honoursKeys,
        Duration keysLast,
        Duration timeout,
        int attempts,
        Duration firstPause,
        Duration longestPause) {}
