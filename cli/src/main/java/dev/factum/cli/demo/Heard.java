package dev.factum.cli.demo;

import dev.factum.facts.edn.Edn;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What was heard on some topics: each message, and every body that came under its id. Safe to
/// share between threads.
final class Heard {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Map<String, Message> messages = new LinkedHashMap<>();
    private final Map<String, Set<String>> bodies = new LinkedHashMap<>();
    private int deliveries;

    /// One more delivery; true if the message is new.
    synchronized boolean add(Message message) {
        deliveries++;
        bodies.computeIfAbsent(message.identity(), _ -> new HashSet<>())
                .add(message.key() + " " + Edn.canonical(message.payload()));
        boolean isNew = messages.putIfAbsent(message.identity(), message) == null;
        notifyAll();
        return isNew;
    }

    /// Waits until so many different messages were heard on a topic; false if that takes too long.
    synchronized boolean await(Topic topic, int number) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (on(topic).size() < number) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /// The different messages on a topic.
    synchronized List<Message> on(Topic topic) {
        return messages.values().stream().filter(each -> each.topic().equals(topic)).toList();
    }

    /// How often something came that was known.
    synchronized int repeated() {
        return deliveries - messages.size();
    }

    synchronized long withTwoBodies() {
        return bodies.values().stream().filter(each -> each.size() > 1).count();
    }
}
