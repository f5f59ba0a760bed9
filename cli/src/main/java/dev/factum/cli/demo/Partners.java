package dev.factum.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A credit bureau and a payment provider over HTTP. Each answers every third thing that it does
/// with an error. Safe to share between threads.
///
/// The bureau approves everybody and knows no keys, but says when it is asked what it has approved.
/// The payment provider pays once for each key.
final class Partners implements AutoCloseable {

    private static final byte[] ANSWER = "{\"granted\": true}".getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// How often each path was acted on.
    private final Map<String, Integer> acts = new TreeMap<>();

    private final Set<String> keys = new HashSet<>();
    private int failures;

    private Partners(HttpServer server) {
        this.server = server;
    }

    static Partners start() {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            var partners = new Partners(HttpServer.create(address, 0));
            partners.server.setExecutor(partners.threads);
            partners.server.createContext("/", partners::handle);
            partners.server.start();
            return partners;
        } catch (IOException problem) {
            throw new UncheckedIOException("The partners cannot be started", problem);
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// How many pay-outs there were, and for how many loans.
    synchronized String payouts() {
        return acts("/payments/").size() + " loans paid out by " + sum("/payments/") + " payments";
    }

    /// How many loans were paid out, if each was paid once; otherwise -1.
    synchronized int paidOnce() {
        return sum("/payments/") == acts("/payments/").size() ? sum("/payments/") : -1;
    }

    /// How often an answer was an error although the partner had acted.
    synchronized int failures() {
        return failures;
    }

    private Map<String, Integer> acts(String beginning) {
        var some = new TreeMap<>(acts);
        some.keySet().removeIf(path -> !path.startsWith(beginning));
        return some;
    }

    private int sum(String beginning) {
        return acts(beginning).values().stream().mapToInt(Integer::intValue).sum();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            int status = status(exchange);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
        }
    }

    private synchronized int status(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        if (exchange.getRequestMethod().equals("GET")) {
            return acts.containsKey(path) ? 200 : 404;
        }
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        if (key != null && !keys.add(key)) {
            return 201;
        }
        acts.merge(path, 1, Integer::sum);
        if (acts.size() % 3 == 0) {
            failures++;
            return 500;
        }
        return 201;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
