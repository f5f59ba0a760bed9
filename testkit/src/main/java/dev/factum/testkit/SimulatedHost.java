package dev.factum.testkit;

import dev.factum.facts.value.Keyword;
import dev.factum.machine.request.Call;
import dev.factum.machine.request.Destination;
import dev.factum.machine.request.Exchange;
import dev.factum.machine.request.Gateway;
import dev.factum.machine.request.Health;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Partners that misbehave as they are told, and count what they did: a gateway for tests. Safe to
/// share between threads.
///
/// ```java
/// var host = new SimulatedHost()
///         .partner("psp", true)
///         .behaves("psp", "/payments", Behaviour.LOSES_ANSWER, Behaviour.ACTS_THEN_FAILS);
/// ```
///
/// A partner that honours keys acts once for each, and repeats what it answered, refusals included.
/// A `GET` acts on nothing: it gets the answer to the call whose path is the beginning of the one
/// that is asked for, if the partner has acted for one, else 404.
public final class SimulatedHost implements Gateway {

    /// What a partner does with a call.
    public enum Behaviour {
        /// Acts, and answers 201.
        ACTS,
        /// Acts, and the answer is lost.
        LOSES_ANSWER,
        /// Acts, and answers 500.
        ACTS_THEN_FAILS,
        /// Answers 500 without having acted.
        FAILS,
        /// Answers 503 and asks for a minute.
        IS_BUSY,
        /// Answers 402 without having acted.
        REFUSES,
        /// Cannot be reached.
        IS_AWAY,
        /// The gateway does not even try.
        IS_SPARED
    }

    private static final Keyword ACT = Keyword.of("host/act");

    private final Map<String, Destination> destinations = new LinkedHashMap<>();
    private final Map<String, Deque<Behaviour>> behaviours = new LinkedHashMap<>();
    private final Map<String, Health> health = new LinkedHashMap<>();
    private final Map<String, Exchange.Answered> answers = new LinkedHashMap<>();
    private final Map<String, Call> firstCalls = new LinkedHashMap<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<Call> acts = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private Function<Call, Map<Keyword, Object>> answer =
            call -> Map.of(ACT, call.method() + " " + call.path());

    /// Adds a partner.
    ///
    /// @param honoursKeys true if it acts once for each idempotency key
    public SimulatedHost partner(String name, boolean honoursKeys) {
        return partner(
                new Destination(
                        name,
                        honoursKeys,
                        Duration.ofDays(1),
                        Duration.ofSeconds(10),
                        6,
                        Duration.ofMillis(100),
                        Duration.ofMinutes(5)));
    }

    /// Adds a partner.
    public synchronized SimulatedHost partner(Destination destination) {
        destinations.put(destination.name(), destination);
        return this;
    }

    /// What a partner does with the next calls whose path begins like this and that are no `GET`;
    /// then it acts.
    public synchronized SimulatedHost behaves(String name, String path, Behaviour... next) {
        behaviours
                .computeIfAbsent(name + path, _ -> new ArrayDeque<>())
                .addAll(Arrays.asList(next));
        return this;
    }

    /// What partners answer when they act.
    public synchronized SimulatedHost answers(Function<Call, Map<Keyword, Object>> given) {
        answer = given;
        return this;
    }

    /// How a partner does, as long as nothing else is said: handlers that need one which is not
    /// well are given no messages. What it does with calls is not changed by it.
    public synchronized SimulatedHost health(String name, Health present) {
        health.put(name, present);
        return this;
    }

    @Override
    public synchronized Health health(String name) {
        return health.getOrDefault(name, new Health.Well());
    }

    @Override
    public Optional<Destination> destination(String name) {
        return Optional.ofNullable(destinations.get(name));
    }

    @Override
    public synchronized Exchange send(Call call) {
        return send(call, next(call));
    }

    /// Performs one attempt with a partner that behaves like this. A `GET` acts on nothing, however
    /// the partner behaves.
    public synchronized Exchange send(Call call, Behaviour behaviour) {
        calls.add(call);
        Call first = firstCalls.putIfAbsent(call.key() + " " + call.method(), call);
        if (first != null && !first.equals(call)) {
            problems.add("two contents under one key: " + first + " and " + call);
        }
        return behave(call, behaviour);
    }

    /// What a partner was told to do with this call.
    public synchronized Behaviour next(Call call) {
        if (call.method().equals("GET")) {
            return Behaviour.ACTS;
        }
        for (Map.Entry<String, Deque<Behaviour>> each : behaviours.entrySet()) {
            if ((call.destination() + call.path()).startsWith(each.getKey())
                    && !each.getValue().isEmpty()) {
                return each.getValue().poll();
            }
        }
        return Behaviour.ACTS;
    }

    private Exchange behave(Call call, Behaviour behaviour) {
        return switch (behaviour) {
            case ACTS -> act(call);
            case LOSES_ANSWER -> {
                act(call);
                yield new Exchange.Unknown("no answer came");
            }
            case ACTS_THEN_FAILS -> {
                act(call);
                yield new Exchange.Answered(500, Map.of(), Map.of());
            }
            case FAILS -> new Exchange.Answered(500, Map.of(), Map.of());
            case IS_BUSY -> new Exchange.Answered(503, Map.of("retry-after", "60"), Map.of());
            case REFUSES -> remembered(call, () -> new Exchange.Answered(402, Map.of(), Map.of()));
            case IS_AWAY -> new Exchange.NotSent("nobody listens");
            case IS_SPARED -> new Exchange.Deferred("too many calls", Duration.ofSeconds(1));
        };
    }

    private Exchange act(Call call) {
        return call.method().equals("GET") ? asked(call) : done(call);
    }

    private Exchange.Answered done(Call call) {
        return remembered(
                call,
                () -> {
                    acts.add(call);
                    return new Exchange.Answered(201, Map.of(), answer.apply(call));
                });
    }

    private Exchange.Answered remembered(Call call, Supplier<Exchange.Answered> anew) {
        boolean isKeyed =
                destination(call.destination()).filter(Destination::honoursKeys).isPresent();
        Exchange.Answered known = isKeyed ? answers.get(call.key()) : null;
        Exchange.Answered given = known == null ? anew.get() : known;
        answers.put(call.key(), given);
        return given;
    }

    private Exchange asked(Call call) {
        for (Call act : acts) {
            if (act.destination().equals(call.destination())
                    && (call.path() + "/").startsWith(act.path() + "/")) {
                return Objects.requireNonNull(answers.get(act.key()));
            }
        }
        return new Exchange.Answered(404, Map.of(), Map.of());
    }

    /// True if there is no partner at all.
    boolean isEmpty() {
        return destinations.isEmpty();
    }

    /// All calls, in order.
    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /// The calls that had an effect, in order.
    public synchronized List<Call> acts() {
        return List.copyOf(acts);
    }

    /// What a machine must never do, and did: two contents under one key.
    public synchronized List<String> problems() {
        return List.copyOf(problems);
    }

    @Override
    public void close() {
        // nothing is open between two calls
    }
}
