package dev.factum.conformance.house.bad.facts.right;

import dev.factum.conformance.house.bad.facts.left.Left;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Does everything that the database as a value must not do.
public final class Right {

    private final ReentrantLock lock = new ReentrantLock();
    private String heard = "";

    public Left turn(Left left) {
        return left;
    }

    public String read(Path path) throws IOException {
        return Files.readString(path);
    }

    public String look() {
        lock.lock();
        try {
            return heard + Instant.now() + System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    public String roll() {
        Supplier<UUID> dice = UUID::randomUUID;
        return new Random().nextInt() + " " + dice.get();
    }

    public Thread leave(List<String> words) {
        return Thread.ofVirtual().unstarted(() -> words.parallelStream().forEach(this::hear));
    }

    private void hear(String word) {
        heard = word;
    }

    /// Allowed: a name, and moving bytes about in memory.
    public URI allowed(byte[] from, byte[] into) {
        System.arraycopy(from, 0, into, 0, from.length);
        return URI.create("factum:mem");
    }
}
