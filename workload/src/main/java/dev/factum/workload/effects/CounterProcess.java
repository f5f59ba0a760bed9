package dev.factum.workload.effects;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.factum.workload.effects.Attempt.Conduct;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// The outside world: counts what it is asked to over HTTP, each idempotency key once, writes every
/// attempt down before it answers, and misbehaves as its seed decides. Safe to share between
/// threads.
final class CounterProcess {

    /// For how long the service waits for an answer.
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final String PATH = "/count/";

    private final long seed;
    private final Journal journal;
    private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
    private final AtomicInteger counted = new AtomicInteger();

    private CounterProcess(long seed, Journal journal) {
        this.seed = seed;
        this.journal = journal;
    }

    static void run(long seed, Path file) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpServer server = HttpServer.create(address, 0);
        try (Journal journal = Journal.create(file);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            server.createContext(PATH, new CounterProcess(seed, journal)::handle);
            server.setExecutor(threads);
            server.start();
            Supervised.say(Words.READY + "http://127.0.0.1:" + server.getAddress().getPort());
            Supervised.awaitEnd();
            server.stop(0);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            String id = path.substring(PATH.length());
            String key =
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Idempotency-Key"))
                            .orElse("-");
            Conduct conduct = conduct(key + id);
            journal.write(
                    List.of(new Attempt(key, id, Fingerprint.of(path, body), conduct).line()));
            perform(exchange, key, conduct);
        }
    }

    /// By seed, request and how often it has come, so that a run can be repeated.
    private Conduct conduct(String request) {
        int attempt = attempts.computeIfAbsent(request, _ -> new AtomicInteger()).incrementAndGet();
        int dice =
                new SplittableRandom(seed * 31 + request.hashCode() * 1_000L + attempt)
                        .nextInt(100);
        if (dice < 10) {
            return Conduct.BROKEN;
        } else if (dice < 20) {
            return Conduct.LOST;
        } else if (dice < 22) {
            return Conduct.SLOW;
        }
        return dice < 24 ? Conduct.BUSY : Conduct.ANSWERED;
    }

    private void perform(HttpExchange exchange, String key, Conduct conduct) throws IOException {
        switch (conduct) {
            case ANSWERED -> answer(exchange, 200, count(key));
            case LOST -> count(key);
            case SLOW -> {
                int number = count(key);
                LockSupport.parkNanos(PATIENCE.plusMillis(300).toNanos());
                answer(exchange, 200, number);
            }
            case BROKEN -> answer(exchange, 500, 0);
            case BUSY -> {
                exchange.getResponseHeaders().set("Retry-After", "1");
                answer(exchange, 429, 0);
            }
        }
    }

    private int count(String key) {
        return key.equals("-")
                ? counted.incrementAndGet()
                : numbers.computeIfAbsent(key, _ -> counted.incrementAndGet());
    }

    private static void answer(HttpExchange exchange, int status, int number) throws IOException {
        byte[] text = ("{\"number\":" + number + "}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, text.length);
        exchange.getResponseBody().write(text);
    }
}
