package dev.factum.workload.effects;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// The end of a process that its supervisor listens to: says lines, and hears commands until the
/// supervisor is gone. Safe to share between threads.
final class Supervised {

    private Supervised() {}

    static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /// Hands each line that the supervisor says to `command`, and comes back when it says no more:
    /// a supervisor that has died says no more either.
    static void listen(Consumer<String> command) throws IOException {
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            command.accept(line);
        }
    }

    /// Waits until the supervisor says no more.
    static void awaitEnd() throws IOException {
        listen(_ -> {});
    }
}
