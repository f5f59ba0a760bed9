package dev.factum.machine.effect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Puts lists of effects together in their order: facts as [FactMerge] says, requests by label,
/// timers by id and labelled messages by label one of each, all other messages kept.
final class Merging {

    private Merging() {}

    /// @param sequential true if later effects were decided knowing the facts of earlier ones
    static Effects of(List<Effects> all, boolean sequential) {
        var facts = new FactMerge(sequential);
        var requests = new ArrayList<Sourced<Request>>();
        var messages = new ArrayList<Sourced<OutgoingMessage>>();
        var timers = new ArrayList<Sourced<Timer>>();
        var compensated = new LinkedHashSet<String>();
        Sourced<Reply> reply = null;
        for (Effects each : all) {
            each.sourcedFacts().forEach(facts::add);
            requests.addAll(each.sourcedRequests());
            messages.addAll(each.sourcedMessages());
            timers.addAll(each.sourcedTimers());
            compensated.addAll(each.compensated());
            reply = reply(reply, each.sourcedReply());
        }
        return new Effects(
                facts.result(),
                distinct(requests, Request::label, "Two requests under one label"),
                distinct(messages, Merging::place, "Two messages under one label"),
                distinct(timers, Timer::id, "Two timers under one id"),
                List.copyOf(compensated),
                reply);
    }

    private static @Nullable Object place(OutgoingMessage message) {
        return message.label() == null
                ? null
                : List.of(message.topic(), message.key(), message.label());
    }

    private static @Nullable Sourced<Reply> reply(
            @Nullable Sourced<Reply> first, @Nullable Sourced<Reply> second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        if (!first.effect().equals(second.effect())) {
            throw Sourced.contradiction("Two replies", first, second);
        }
        return first;
    }

    /// Of equal effects with one name the first; effects without a name all.
    private static <E> List<Sourced<E>> distinct(
            List<Sourced<E>> effects, Function<E, @Nullable Object> name, String contradiction) {
        if (effects.size() < 2) {
            return List.copyOf(effects);
        }
        Map<Object, Sourced<E>> named = new HashMap<>();
        var kept = new ArrayList<Sourced<E>>(effects.size());
        for (Sourced<E> effect : effects) {
            Object key = name.apply(effect.effect());
            Sourced<E> there = key == null ? null : named.putIfAbsent(key, effect);
            if (there == null) {
                kept.add(effect);
            } else if (!there.effect().equals(effect.effect())) {
                throw Sourced.contradiction(contradiction, there, effect);
            }
        }
        return List.copyOf(kept);
    }
}
