package dev.factum.transactor;

import java.time.Duration;
import java.time.InstantSource;

/// How a [SingleWriter] works. Immutable.
///
/// @param clock where transactions get their instants from
/// @param queue how many requests may wait; more are answered busy
/// @param groupTransactions a group ends with this many transactions
/// @param groupBytes a group ends with this many bytes
/// @param window a request whose reads were made on a basis older than this many transactions is in
///   conflict
/// @param codeBudget how long the code of one request may run
/// @param pipelined true if the log has a thread of its own: right wherever forcing takes time
public record WriterOptions(
        InstantSource clock,
        int queue,
        int groupTransactions,
        long groupBytes,
        int window,
        Duration codeBudget,
        boolean pipelined) {

    /// For storage that forces to disk.
    public static WriterOptions durable() {
        return new WriterOptions(
                InstantSource.system(),
                16_384,
                1_024,
                4L << 20,
                10_000,
                Duration.ofSeconds(5),
                true);
    }

    /// For storage in memory, where appending takes no time: the thread that applies also appends,
    /// after at most 128 transactions.
    public static WriterOptions inMemory() {
        WriterOptions options = durable();
        return new WriterOptions(
                options.clock,
                options.queue,
                128,
                options.groupBytes,
                options.window,
                options.codeBudget,
                false);
    }

    public WriterOptions withClock(InstantSource other) {
        return new WriterOptions(
                other, queue, groupTransactions, groupBytes, window, codeBudget, pipelined);
    }

    public WriterOptions withQueue(int requests) {
        return new WriterOptions(
                clock, requests, groupTransactions, groupBytes, window, codeBudget, pipelined);
    }

    public WriterOptions withWindow(int transactions) {
        return new WriterOptions(
                clock, queue, groupTransactions, groupBytes, transactions, codeBudget, pipelined);
    }

    public WriterOptions withCodeBudget(Duration budget) {
        return new WriterOptions(
                clock, queue, groupTransactions, groupBytes, window, budget, pipelined);
    }
}
