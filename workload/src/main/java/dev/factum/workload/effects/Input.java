package dev.factum.workload.effects;

import dev.factum.machine.message.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/// What is delivered to the service: each message one to five times, shuffled within a window, and
/// a tenth of them again when all is over. Immutable.
///
/// @param ids of the different messages
/// @param deliveries in the order in which they are sent
/// @param late what is sent once more at the end
record Input(Set<String> ids, List<Message> deliveries, List<Message> late) {

    private static final int MOST_COPIES = 5;
    private static final int WINDOW = 500;
    private static final int LATE_PART = 10;
    private static final int LANES = 97;
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    static Input of(int messages, Random random) {
        Set<String> ids = new TreeSet<>();
        List<Message> all = new ArrayList<>();
        List<Message> copies = new ArrayList<>();
        for (int number = 0; number < messages; number++) {
            Message message = message(number);
            ids.add(id(number));
            all.add(message);
            copies.addAll(Collections.nCopies(1 + random.nextInt(MOST_COPIES), message));
        }
        for (int from = 0; from < copies.size(); from += WINDOW) {
            Collections.shuffle(
                    copies.subList(from, Math.min(from + WINDOW, copies.size())), random);
        }
        Collections.shuffle(all, random);
        return new Input(
                Collections.unmodifiableSet(ids),
                List.copyOf(copies),
                List.copyOf(all.subList(0, messages / LATE_PART)));
    }

    private static String id(int number) {
        return "m-" + number;
    }

    private static Message message(int number) {
        String id = id(number);
        return Message.of(
                id, Counting.INPUT, "lane-" + number % LANES, NOON, new Counting.Count(id, number));
    }

    /// How many records there will be.
    int records() {
        return deliveries.size() + late.size();
    }

    /// The deliveries in so many portions of about the same size.
    List<List<Message>> portions(int number) {
        List<List<Message>> portions = new ArrayList<>();
        for (int portion = 0; portion < number; portion++) {
            portions.add(
                    deliveries.subList(
                            (int) ((long) deliveries.size() * portion / number),
                            (int) ((long) deliveries.size() * (portion + 1) / number)));
        }
        return portions;
    }
}
