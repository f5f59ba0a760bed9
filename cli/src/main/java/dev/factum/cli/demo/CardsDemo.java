package dev.factum.cli.demo;

import dev.factum.facts.edn.Edn;
import dev.factum.machine.message.Message;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/// Blocks cards through the machine, kills the process in the middle, goes on in this one, and
/// counts.
final class CardsDemo {

    private static final int CARDS = 200;
    private static final int KILL_AFTER = 60;

    private final Path file;
    private final PrintWriter out;

    /// What was heard of each message: its id, and every body it came with.
    private final Map<String, Set<String>> bodies = new TreeMap<>();

    private int heard;

    CardsDemo(Path file, PrintWriter out) {
        this.file = file;
        this.out = out;
    }

    void run() throws IOException, InterruptedException {
        IssuedCards issued = IssuedCards.in(CardsAtWork.uri(file), CARDS);
        List<UUID> cards = issued.ids();
        out.printf("Cards: %d to block, one message each. Another process begins...%n", CARDS);
        out.flush();
        try (ChildProcess child = ChildProcess.start("block-cards", file.toString())) {
            child.send(cards);
            for (int line = 0; line < KILL_AFTER; line++) {
                String sent = child.readLine();
                if (sent == null) {
                    throw new IOException("The other process ended before it was killed");
                }
                hear(sent);
            }
            child.kill();
        }
        out.printf("  killed (kill -9) after it had sent %d messages.%n", heard);
        int before = heard;
        try (CardsAtWork machine = new CardsAtWork(file, message -> hear(line(message)))) {
            machine.block(cards);
            boolean finished = machine.awaitIdle();
            long blocked = issued.blocked(machine.connection());
            out.printf(
                    "  this process was given all %d messages again: %d were decided already.%n",
                    CARDS, machine.duplicates());
            report(finished, blocked, heard - before);
        }
        out.flush();
    }

    private synchronized void hear(String sent) {
        int space = sent.indexOf(' ');
        bodies.computeIfAbsent(sent.substring(0, space), _ -> new HashSet<>())
                .add(sent.substring(space + 1));
        heard++;
    }

    /// A message as one line: its id and what it says.
    static String line(Message message) {
        return message.id()
                + " "
                + message.topic()
                + " "
                + message.key()
                + " "
                + Edn.canonical(message.payload());
    }

    private synchronized void report(boolean finished, long blocked, int sentNow) {
        long twoBodies = bodies.values().stream().filter(each -> each.size() > 1).count();
        out.printf(
                "  sent %d now, %d of them again with the ids they had; %d cards blocked, %d different messages, %d lost, %d with two bodies.%n",
                sentNow,
                heard - bodies.size(),
                blocked,
                bodies.size(),
                CARDS - bodies.size(),
                twoBodies);
        boolean exact = finished && blocked == CARDS && bodies.size() == CARDS && twoBodies == 0;
        out.println(
                exact
                        ? "  Every card once, every message once in effect."
                        : "  THIS IS WRONG: please report it.");
    }
}
