package dev.factum.testkit;

import dev.factum.machine.message.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How a run ended: the facts, and what others have heard, each message once.
///
/// @param bodies the first body under each id
/// @param order for each topic and key the ids in the order in which they were first heard
record Ending(List<String> facts, Map<String, Message> bodies, Map<String, List<String>> order) {

    static Ending of(World world) {
        Map<String, Message> bodies = new LinkedHashMap<>();
        Map<String, List<String>> order = new TreeMap<>();
        for (Message message : world.heard()) {
            if (bodies.putIfAbsent(message.id(), message) == null) {
                String lane = message.topic() + " " + message.key();
                order.computeIfAbsent(lane, _ -> new ArrayList<>()).add(message.id());
            }
        }
        return new Ending(FinalFacts.of(world.moment().database()), bodies, order);
    }

    /// What is wrong with another run that should have come to this end.
    List<String> differencesTo(World world) {
        Ending other = of(world);
        var problems = new ArrayList<String>();
        compareFacts(other, problems);
        compareMessages(other, problems);
        for (Message message : world.heard()) {
            Message first = other.bodies.get(message.id());
            if (!message.equals(first)) {
                problems.add("two bodies under one id: " + first + " and " + message);
            }
        }
        return problems;
    }

    private void compareFacts(Ending other, List<String> problems) {
        var missing = new ArrayList<>(facts);
        other.facts.forEach(missing::remove);
        var extra = new ArrayList<>(other.facts);
        facts.forEach(extra::remove);
        missing.forEach(fact -> problems.add("a fact is missing: " + fact));
        extra.forEach(fact -> problems.add("a fact was not to be: " + fact));
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
