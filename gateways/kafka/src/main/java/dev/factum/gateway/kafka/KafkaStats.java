package dev.factum.gateway.kafka;

/// What a broker's subscriptions have seen since it was connected, at one moment. Immutable.
///
/// @param received records that were handed over, repetitions included
/// @param unreadable how many of them could not be read
/// @param rewinds how often Kafka had lost its place in a partition and began again before it
/// @param takeOvers how often a partition was taken over
/// @param pauses how often a partition was left alone because too much of it was on its way
/// @param restarts how often a consumer failed and was replaced
public record KafkaStats(
        long received, long unreadable, long rewinds, long takeOvers, long pauses, long restarts) {}
