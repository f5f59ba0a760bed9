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
/// @param patience for how long to find out what became of an append that the storage did not
///   answer, before the writer stops
/// @param novelty how many datoms may come at most before they are folded into segments, in the
///   background; a small database does so sooner. With four times as many, writers wait for it
/// @param grace how long index nodes are kept for readers in other processes after a newer index
///   was published; readers in this process keep theirs as long as they need
/// @param storesIndexes true if segments are kept in storage, false if in memory only
/// @param pipelined true if the log has a thread of its own: right wherever forcing takes time
public record WriterOptions(
        InstantSource clock,
        int queue,
        int groupTransactions,
        long groupBytes,
        int window,
        Duration codeBudget,
        Duration patience,
        int novelty,
        Duration grace,
        boolean storesIndexes,
        boolean pipelined) {

    private static final int MIN_NOVELTY = 20_000;
    private static final int MAX_NOVELTY = 250_000;

    /// Memory for each datom of novelty, in all indexes and in both layers, with room for the rest.
    private static final int BYTES_OF_NOVELTY = 2_000;

    /// For storage that forces to disk.
    public static WriterOptions durable() {
        return new WriterOptions(
                InstantSource.system(),
                16_384,
                1_024,
                4L << 20,
                10_000,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                noveltyFor(Runtime.getRuntime().maxMemory()),
                Duration.ofMinutes(1),
                true,
                true);
    }

    private static int noveltyFor(long memory) {
        return Math.clamp(memory / BYTES_OF_NOVELTY, MIN_NOVELTY, MAX_NOVELTY);
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
                options.patience,
                options.novelty,
                options.grace,
                false,
                false);
    }

    public WriterOptions withClock(InstantSource other) {
        return new WriterOptions(
                other,
                queue,
                groupTransactions,
                groupBytes,
                window,
                codeBudget,
                patience,
                novelty,
                grace,
                storesIndexes,
                pipelined);
    }

    public WriterOptions withQueue(int requests) {
        return new WriterOptions(
                clock,
                requests,
                groupTransactions,
                groupBytes,
                window,
                codeBudget,
                patience,
                novelty,
                grace,
                storesIndexes,
                pipelined);
    }

    public WriterOptions withWindow(int transactions) {
        return new WriterOptions(
                clock,
                queue,
                groupTransactions,
                groupBytes,
                transactions,
                codeBudget,
                patience,
                novelty,
                grace,
                storesIndexes,
                pipelined);
    }

    public WriterOptions withCodeBudget(Duration budget) {
        return new WriterOptions(
                clock,
                queue,
                groupTransactions,
                groupBytes,
                window,
                budget,
                patience,
                novelty,
                grace,
                storesIndexes,
                pipelined);
    }

    public WriterOptions withPatience(Duration time) {
        return new WriterOptions(
                clock,
                queue,
                groupTransactions,
                groupBytes,
                window,
                codeBudget,
                time,
                novelty,
                grace,
                storesIndexes,
                pipelined);
    }

    public WriterOptions withNovelty(int datoms) {
        return new WriterOptions(
                clock,
                queue,
                groupTransactions,
                groupBytes,
                window,
                codeBudget,
                patience,
                datoms,
                grace,
                storesIndexes,
                pipelined);
    }

    public WriterOptions withGrace(Duration time) {
        return new WriterOptions(
                clock,
                queue,
                groupTransactions,
                groupBytes,
                window,
                codeBudget,
                patience,
                novelty,
                time,
                storesIndexes,
                pipelined);
    }
}
