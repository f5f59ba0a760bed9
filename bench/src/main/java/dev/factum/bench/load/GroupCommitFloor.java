package dev.factum.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

/// The floor: a queue, one thread, one write and one force per group, 300 bytes a record, into a
/// preallocated file. What a database does on top of this is its own cost.
public final class GroupCommitFloor implements Contender {

    private static final int RECORD = 300;
    private static final int MAX_GROUP = 1_024;
    private static final long FILE_SIZE = 512L << 20;

    private final FileChannel file;
    private final BlockingQueue<CompletableFuture<Boolean>> queue =
            new ArrayBlockingQueue<>(16_384);
    private final Thread writer;
    private volatile boolean closed;

    public GroupCommitFloor(Path directory) {
        try {
            this.file =
                    FileChannel.open(
                            directory.resolve("floor.log"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            ByteBuffer zeros = ByteBuffer.allocate(1 << 20);
            for (long position = 0; position < FILE_SIZE; position += zeros.capacity()) {
                file.write(zeros.clear(), position);
            }
            file.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.writer = Thread.ofPlatform().name("floor").start(this::write);
    }

    private void write() {
        ByteBuffer records = ByteBuffer.allocateDirect(RECORD * MAX_GROUP);
        List<CompletableFuture<Boolean>> group = new ArrayList<>();
        long position = 0;
        try {
            while (!closed) {
                group.clear();
                group.add(queue.take());
                queue.drainTo(group, MAX_GROUP - 1);
                records.clear().limit(RECORD * group.size());
                if (position + records.limit() > FILE_SIZE) {
                    position = 0;
                }
                file.write(records, position);
                position += RECORD * (long) group.size();
                file.force(false);
                group.forEach(each -> each.complete(true));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String name() {
        return "group-commit floor";
    }

    @Override
    public void send(long number) {
        var done = new CompletableFuture<Boolean>();
        try {
            queue.put(done);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
        done.join();
    }

    @Override
    public void close() {
        closed = true;
        writer.interrupt();
        try {
            writer.join();
            file.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
