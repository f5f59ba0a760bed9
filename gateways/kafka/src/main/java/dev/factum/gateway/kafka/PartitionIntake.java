package dev.factum.gateway.kafka;

import dev.factum.machine.claim.Position;
import dev.factum.machine.claim.Source;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A partition from when a member of a group has taken it over until it is lost: what is on its way
/// of it, and how far it is dealt with. Safe to share between threads.
final class PartitionIntake {

    /// How many records may be on their way, or done with ahead of one that is.
    static final int MOST_AHEAD = 4_096;

    /// How many bytes of records may be on their way.
    static final long MOST_BYTES = 16L << 20;

    /// After so many more records that are done with, a decision writes the position down.
    static final int WRITE_DOWN_AFTER = 256;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final String topicName;
    private final @Nullable Position held;
    private final Progress progress;
    private long last;
    private long bytes;
    private long written;
    private long offered;
    private boolean isLost;

    /// @param topicName what names the topic among all topics
    /// @param held by what right messages are decided; null for a group that keeps no positions
    PartitionIntake(String topicName, @Nullable Position held) {
        this.topicName = topicName;
        this.held = held;
        long start = held == null ? Source.NOTHING : held.through();
        this.last = start;
        this.progress = new Progress(start);
        this.written = start;
        this.offered = start;
    }

    /// The same partition where Kafka has lost its place, or what it held, and begins again at an
    /// offset. Nobody knows whether the records there are the old ones: their ids tell.
    PartitionIntake rewound(long offset) {
        return new PartitionIntake(
                topicName,
                held == null ? null : new Position(held.source(), held.epoch(), offset - 1));
    }

    String topicName() {
        return topicName;
    }

    // ---- the member's thread

    /// Notes a record that is about to be handed over; false if it stands before what was read, so
    /// that this partition is to be [#rewound].
    boolean deliver(long offset, int size) {
        lock.lock();
        try {
            if (offset <= last) {
                return false;
            }
            last = offset;
            progress.deliver(offset);
            bytes += size;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// True if nothing more should be read of it now; once that is so, until half is done.
    boolean isFull(boolean wasFull) {
        lock.lock();
        try {
            int share = wasFull ? 2 : 1;
            return progress.ahead() >= MOST_AHEAD / share || bytes >= MOST_BYTES / share;
        } finally {
            lock.unlock();
        }
    }

    long through() {
        lock.lock();
        try {
            return progress.through();
        } finally {
            lock.unlock();
        }
    }

    /// What is to be written down apart from any decision, if there is anything new.
    Optional<Position> unwritten() {
        lock.lock();
        try {
            return held == null || progress.through() <= written
                    ? Optional.empty()
                    : Optional.of(reached(progress.through()));
        } finally {
            lock.unlock();
        }
    }

    /// The position was made durable.
    void wrote(Position position) {
        lock.lock();
        try {
            written = Math.max(written, position.through());
        } finally {
            lock.unlock();
        }
    }

    /// True if somebody else has taken the partition over.
    boolean isLost() {
        lock.lock();
        try {
            return isLost;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until nothing is on its way, or the time is over.
    void awaitIdle(Duration longest) throws InterruptedException {
        lock.lock();
        try {
            long left = longest.toNanos();
            while (!progress.isIdle() && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- whoever deals with the messages

    void finish(long offset, int size) {
        lock.lock();
        try {
            if (progress.finish(offset)) {
                bytes -= size;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    void lose() {
        lock.lock();
        try {
            isLost = true;
        } finally {
            lock.unlock();
        }
    }

    /// By what right a message is decided, and now and then what its decision is to write down.
    Optional<Position> position() {
        lock.lock();
        try {
            if (held == null) {
                return Optional.empty();
            }
            long through = progress.through();
            boolean isTime = through >= offered + WRITE_DOWN_AFTER;
            offered = isTime ? through : offered;
            return Optional.of(reached(isTime ? through : Source.NOTHING));
        } finally {
            lock.unlock();
        }
    }

    private Position reached(long through) {
        Position right = Objects.requireNonNull(held);
        return new Position(right.source(), right.epoch(), through);
    }
}
