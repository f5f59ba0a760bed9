package dev.factum.workload.effects;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a run prints. Immutable.
///
/// @param whole how long the run took
/// @param drain how long it took after the last input until nothing was left to do
record Report(Input input, Evidence evidence, Tally tally, Duration whole, Duration drain) {

    void print(PrintWriter out) {
        rows().forEach((name, value) -> out.printf("  %-34s %s%n", name, value));
        out.flush();
    }

    private Map<String, String> rows() {
        List<Attempt> attempts = evidence.attempts();
        List<Heard> heard = evidence.heard();
        var rows = new LinkedHashMap<String, String>();
        rows.put(
                "messages, deliveries, late",
                "%d, %d, %d"
                        .formatted(
                                input.ids().size(),
                                input.deliveries().size(),
                                input.late().size()));
        rows.put(
                "kills, points reached",
                "%d, %d of %d wanted, of %d"
                        .formatted(
                                tally.kills,
                                tally.reached.size(),
                                tally.wanted.size(),
                                KillPoint.values().length));
        rows.put(
                "deposed while alive, ended by itself",
                "%d, %d".formatted(tally.takeOvers, tally.endedDeposed));
        rows.put(
                "rebalances, broker restarts",
                "%d, %d".formatted(tally.rebalances, tally.brokerRestarts));
        rows.put("messages given back, fenced", String.valueOf(tally.givenBack));
        rows.put(
                "facts, decisions in the history",
                "%d, %d".formatted(evidence.facts().size(), evidence.changes()));
        rows.put("answers", counts(evidence.facts(), Evidence.Known::answer));
        rows.put("counter", counted(attempts) + ", attempts: " + attempts.size());
        rows.put("  what it did", counts(attempts, Attempt::conduct));
        rows.put("  attempts of a message", counts(times(attempts, Attempt::id), times -> times));
        rows.put(
                "outputs, different ones",
                "%d, %d".formatted(heard.size(), times(heard, Heard::message).size()));
        rows.put("  times heard", counts(times(heard, Heard::message), times -> times));
        rows.put("left", evidence.standing().toString());
        rows.put("seconds, of them draining", seconds(whole) + ", " + seconds(drain));
        return rows;
    }

    private static long counted(List<Attempt> attempts) {
        return attempts.stream()
                .filter(each -> each.conduct().counts())
                .map(each -> each.key().equals("-") ? each : each.key())
                .distinct()
                .count();
    }

    private static <T> Collection<Long> times(List<T> all, Function<T, String> of) {
        return all.stream().collect(Collectors.groupingBy(of, Collectors.counting())).values();
    }

    private static <T> String counts(Collection<T> all, Function<T, ? extends Comparable<?>> of) {
        var counts = new java.util.TreeMap<String, Long>();
        all.forEach(each -> counts.merge(of.apply(each).toString(), 1L, Long::sum));
        return counts.toString();
    }

    private static String seconds(Duration time) {
        return "%.1f".formatted(time.toMillis() / 1_000.0);
    }
}
