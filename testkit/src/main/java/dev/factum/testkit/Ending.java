package dev.factum.testkit;

import dev.factum.machine.message.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// How a run ended: the facts, and what others have heard, each message once.
///
/// @param bodies the first body under each id
/// @param acts what partners have done, sorted
/// @param order for each topic and key the ids in the order in which they were first heard
record Ending(
        List<String> facts,
        List<String> acts,
        Map<String, Message> bodies,
        Map<String, List<String>> order) {

    static Ending of(World world) {
        UnaryOperator<Message> seen =
                world.host().isEmpty() ? message -> message : Ending::withoutTime;
        Map<String, Message> bodies = new LinkedHashMap<>();
        Map<String, List<String>> order = new TreeMap<>();
        for (Message message : world.heard()) {
            if (bodies.putIfAbsent(message.id(), seen.apply(message)) == null) {
                String lane = message.topic() + " " + message.key();
                order.computeIfAbsent(lane, _ -> new ArrayList<>()).add(message.id());
            }
        }
        return new Ending(
                FinalFacts.of(world.moment().database()), acts(world.host()), bodies, order);
    }

    /// How long a partner keeps somebody waiting differs, and with it the time of what follows.
    private static Message withoutTime(Message message) {
        return new Message(
                message.id(),
                message.topic(),
                message.key(),
                message.type(),
                Instant.EPOCH,
                message.source(),
                message.cause(),
                message.payload());
    }

    private static List<String> acts(SimulatedHost host) {
        return host.acts().stream()
                .map(call -> call.method() + " " + call.destination() + call.path() + call.key())
                .sorted()
                .toList();
    }

    /// What is wrong with another run that should have come to this end.
    List<String> differencesTo(World world) {
        Ending other = of(world);
        var problems = new ArrayList<String>();
        compare("fact", facts, other.facts, problems);
        compare("call with an effect", acts, other.acts, problems);
        problems.addAll(world.host().problems());
        compareMessages(other, problems);
        for (Message message : world.heard()) {
            Message first = other.bodies.get(message.id());
            if (first == null || !withoutTime(message).equals(withoutTime(first))) {
                problems.add("two bodies under one id: " + first + " and " + message);
            }
        }
        return problems;
    }

    private static void compare(
            String what, List<String> expected, List<String> found, List<String> problems) {
        var missing = new ArrayList<>(expected);
        found.forEach(missing::remove);
        var extra = new ArrayList<>(found);
        expected.forEach(extra::remove);
        missing.forEach(each -> problems.add("a " + what + " is missing: " + each));
        extra.forEach(each -> problems.add("a " + what + " was not to be: " + each));
    }

    private void compareMessages(Ending other, List<String> problems) {
        bodies.forEach((id, message) -> {
            Message heard = other.bodies.get(id);
            if (heard == null) {
                problems.add("a message is lost: " + message);
            } else if (!heard.equals(message)) {
                problems.add("another body: " + heard + " instead of " + message);
            }
        });
        other.bodies.forEach((id, message) -> {
            if (!bodies.containsKey(id)) {
                problems.add("a message was not to be sent: " + message);
            }
        });
        order.forEach((lane, ids) -> {
            List<String> heard = other.order.getOrDefault(lane, List.of());
            if (heard.containsAll(ids) && !heard.equals(ids)) {
                problems.add("another order on " + lane + ": " + heard);
            }
        });
    }
}
