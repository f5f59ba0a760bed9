package dev.factum.workload.effects;

import dev.factum.machine.message.MessageType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What must be so when everything has come to rest: as if each message had come once and nothing
/// had gone wrong. Pure.
///
/// With keys: every fact once, every key one content, the counter exact, every answer once, every
/// output at least once and none with two bodies. Without: nothing is counted twice, and what
/// nobody knows is said to be unknown.
///
/// @param ids of the messages that were sent
/// @param records how many records the input has
record Checks(Set<String> ids, long records, boolean keyless) {

    private static final String COUNTED = MessageType.nameOf(Counting.Counted.class);
    private static final String ANSWERED = MessageType.nameOf(Counting.Answered.class);
    private static final int MOST_SHOWN = 10;

    /// Everything that is wrong, each with a few examples; empty if all is well.
    List<String> wrong(Evidence evidence) {
        var wrong = new ArrayList<String>();
        facts(evidence, wrong);
        if (keyless) {
            counterWithoutKeys(evidence, wrong);
        } else {
            counter(evidence, wrong);
        }
        outputs(evidence, wrong);
        rest(evidence.standing(), wrong);
        return wrong;
    }

    private void facts(Evidence evidence, List<String> wrong) {
        List<Evidence.Known> facts = evidence.facts();
        Set<String> known = facts.stream().map(Evidence.Known::id).collect(Collectors.toSet());
        add(wrong, "No fact of", without(ids, known));
        add(wrong, "A fact from nowhere of", without(known, ids));
        add(wrong, "Not decided once", facts.stream().filter(each -> each.applied() != 1).toList());
        add(
                wrong,
                "Not one answer recorded",
                facts.stream().filter(each -> each.answered() != 1).toList());
        if (evidence.changes() != ids.size()) {
            wrong.add("The history has " + evidence.changes() + " decisions of " + ids.size());
        }
        if (!keyless) {
            add(
                    wrong,
                    "Not done",
                    facts.stream().filter(each -> !each.answer().equals("DONE")).toList());
        }
    }

    private void counter(Evidence evidence, List<String> wrong) {
        List<Attempt> attempts = evidence.attempts();
        Map<String, Set<String>> contents = grouped(attempts, Attempt::key, Attempt::fingerprint);
        Map<String, Set<String>> idsOfKey = grouped(attempts, Attempt::key, Attempt::id);
        Map<String, Set<String>> keysOfId = grouped(attempts, Attempt::id, Attempt::key);
        add(wrong, "A key with two contents", several(contents));
        add(wrong, "A key for two messages", several(idsOfKey));
        add(wrong, "A message under two keys", several(keysOfId));
        add(wrong, "A request from nowhere for", without(keysOfId.keySet(), ids));
        Set<String> counted =
                attempts.stream()
                        .filter(each -> each.conduct().counts())
                        .map(Attempt::key)
                        .collect(Collectors.toSet());
        if (counted.size() != ids.size()) {
            wrong.add("The counter is at " + counted.size() + " instead of " + ids.size());
        }
    }

    /// What the counter has counted is either known to be done, or said to be unknown; nothing is
    /// counted twice.
    private void counterWithoutKeys(Evidence evidence, List<String> wrong) {
        Map<String, Long> counted =
                evidence.attempts().stream()
                        .filter(each -> each.conduct().counts())
                        .collect(Collectors.groupingBy(Attempt::id, Collectors.counting()));
        add(
                wrong,
                "Counted twice",
                counted.entrySet().stream().filter(each -> each.getValue() > 1).toList());
        add(wrong, "A request from nowhere for", without(counted.keySet(), ids));
        add(
                wrong,
                "Said to be done and never counted",
                evidence.facts().stream()
                        .filter(each -> each.answer().equals("DONE"))
                        .filter(each -> !counted.containsKey(each.id()))
                        .toList());
        add(
                wrong,
                "Neither done nor unknown",
                evidence.facts().stream()
                        .filter(each -> !Set.of("DONE", "UNKNOWN").contains(each.answer()))
                        .toList());
        long told =
                evidence.facts().stream().filter(each -> each.answer().equals("UNKNOWN")).count();
        if (told != evidence.standing().unknown()) {
            wrong.add(
                    "%d requests wait for a person, and %d were told to"
                            .formatted(evidence.standing().unknown(), told));
        }
    }

    private void outputs(Evidence evidence, List<String> wrong) {
        List<Heard> heard = evidence.heard();
        add(
                wrong,
                "A message with two bodies",
                several(grouped(heard, Heard::message, Heard::fingerprint)));
        add(wrong, "A message about nothing", without(abouts(heard), ids));
        for (String type : List.of(COUNTED, ANSWERED)) {
            List<Heard> ofType = heard.stream().filter(each -> each.type().equals(type)).toList();
            add(
                    wrong,
                    "Two different messages " + type,
                    several(grouped(ofType, Heard::about, Heard::message)));
            add(
                    wrong,
                    "No message " + type + " about",
                    without(owed(type, evidence), abouts(ofType)));
            add(
                    wrong,
                    "A message " + type + " too early about",
                    without(abouts(ofType), owed(type, evidence)));
        }
        add(
                wrong,
                "A message of another type",
                heard.stream()
                        .filter(each -> !Set.of(COUNTED, ANSWERED).contains(each.type()))
                        .toList());
    }

    /// Whom a message is owed to: one that waits for its request is not if nobody knows what came
    /// of it.
    private Set<String> owed(String type, Evidence evidence) {
        return type.equals(ANSWERED)
                ? ids
                : evidence.facts().stream()
                        .filter(each -> each.answer().equals("DONE"))
                        .map(Evidence.Known::id)
                        .collect(Collectors.toSet());
    }

    private void rest(Standing standing, List<String> wrong) {
        boolean isAtRest = standing.open() == 0 && standing.timers() == 0 && standing.parked() == 0;
        if (!isAtRest || (!keyless && standing.unknown() > 0)) {
            wrong.add("Something is left open: " + standing);
        }
        if (standing.read() != records) {
            wrong.add("The positions count %d records of %d".formatted(standing.read(), records));
        }
    }

    // ---- sets

    private static Set<String> abouts(List<Heard> heard) {
        return heard.stream().map(Heard::about).collect(Collectors.toSet());
    }

    private static Set<String> without(Set<String> some, Set<String> others) {
        var rest = new HashSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    static <T> Map<String, Set<String>> grouped(
            List<T> all, Function<T, String> by, Function<T, String> what) {
        var groups = new HashMap<String, Set<String>>();
        all.forEach(each ->
                groups.computeIfAbsent(by.apply(each), _ -> new HashSet<>()).add(what.apply(each)));
        return groups;
    }

    private static Set<String> several(Map<String, Set<String>> groups) {
        var several = new TreeMap<>(groups);
        several.values().removeIf(each -> each.size() < 2);
        return several.keySet();
    }

    private static void add(List<String> wrong, String what, java.util.Collection<?> cases) {
        if (!cases.isEmpty()) {
            wrong.add(
                    what
                            + " ("
                            + cases.size()
                            + "): "
                            + cases.stream().limit(MOST_SHOWN).map(Object::toString).toList());
        }
    }
}
