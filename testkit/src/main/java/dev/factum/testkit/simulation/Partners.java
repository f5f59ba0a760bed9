package dev.factum.testkit.simulation;

import dev.factum.machine.request.Call;
import dev.factum.machine.request.Destination;
import dev.factum.machine.request.Exchange;
import dev.factum.testkit.SimulatedHost;
import dev.factum.testkit.SimulatedHost.Behaviour;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Partners behind a network, and what must never be done to them. Belongs to one run.
final class Partners {

    private static final Map<Hazard, Behaviour> MISBEHAVIOUR = misbehaviour();

    private static final Duration LONGEST_BROKEN = Duration.ofMinutes(10);
    private static final List<Behaviour> BROKEN =
            List.of(Behaviour.IS_AWAY, Behaviour.FAILS, Behaviour.IS_BUSY, Behaviour.LOSES_ANSWER);

    private final Timeline timeline;
    private final Chance chance;
    private final SimulatedHost host;
    private final Map<String, Broken> broken = new HashMap<>();
    private final Set<String> keys = new HashSet<>();
    private final Set<String> perhapsDone = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    Partners(SimulatedHost host, Timeline timeline, Chance chance) {
        this.host = host;
        this.timeline = timeline;
        this.chance = chance;
    }

    private static Map<Hazard, Behaviour> misbehaviour() {
        Map<Hazard, Behaviour> behaviours = new EnumMap<>(Hazard.class);
        behaviours.put(Hazard.PARTNER_ANSWER_LOST, Behaviour.LOSES_ANSWER);
        behaviours.put(Hazard.PARTNER_FAILED_AFTER, Behaviour.ACTS_THEN_FAILS);
        behaviours.put(Hazard.PARTNER_FAILED_BEFORE, Behaviour.FAILS);
        behaviours.put(Hazard.PARTNER_BUSY, Behaviour.IS_BUSY);
        behaviours.put(Hazard.PARTNER_REFUSED, Behaviour.REFUSES);
        behaviours.put(Hazard.PARTNER_AWAY, Behaviour.IS_AWAY);
        behaviours.put(Hazard.PARTNER_SPARED, Behaviour.IS_SPARED);
        return behaviours;
    }

    SimulatedHost host() {
        return host;
    }

    /// Sends a call, which arrives if it can be sent at all, and soon: what a network still does
    /// after a timeout is nothing that a machine could know of.
    void send(Call call, Consumer<Exchange> answer) {
        timeline.after(chance.step(), Timeline.WORLD, () -> arrived(call, answer));
    }

    private void arrived(Call call, Consumer<Exchange> answer) {
        Behaviour behaviour = behaviour(call);
        boolean isRead = call.method().equals("GET");
        observe(call, behaviour, isRead);
        Exchange exchange = host.send(call, behaviour);
        boolean isSlow = chance.strikes(Hazard.PARTNER_SLOW);
        if (isRead && exchange instanceof Exchange.Answered(int status, _, _)) {
            chance.reach(Landmark.PROBED);
            if (status == 404 && !isSlow) {
                chance.reach(Landmark.PROBED_IN_VAIN);
                perhapsDone.remove(call.key());
            }
        }
        timeline.note(call.method() + " " + call.destination() + call.path() + ": " + exchange);
        Exchange heard = isSlow ? new Exchange.Unknown("the answer took too long") : exchange;
        timeline.after(
                isSlow ? call.timeout() : chance.step(),
                Timeline.WORLD,
                () -> answer.accept(heard));
    }

    /// What a partner does with all calls for a while.
    private record Broken(Behaviour behaviour, Instant until) {}

    private Behaviour behaviour(Call call) {
        if (chance.strikes(Hazard.PARTNER_BROKEN)) {
            Behaviour behaviour = BROKEN.get(chance.below(BROKEN.size()));
            Instant until = timeline.instant().plus(chance.upTo(LONGEST_BROKEN));
            broken.put(call.destination(), new Broken(behaviour, until));
        }
        Broken now = broken.get(call.destination());
        if (now != null && now.until.isAfter(timeline.instant()) && !chance.isCalm()) {
            return now.behaviour;
        }
        for (Map.Entry<Hazard, Behaviour> each : MISBEHAVIOUR.entrySet()) {
            boolean isForReads = each.getKey() != Hazard.PARTNER_REFUSED;
            if ((isForReads || !call.method().equals("GET")) && chance.strikes(each.getKey())) {
                return each.getValue();
            }
        }
        return host.next(call);
    }

    /// A partner that does not honour keys must not get again what it may have performed, unless it
    /// has said that it has not.
    private void observe(Call call, Behaviour behaviour, boolean isRead) {
        boolean honoursKeys =
                host.destination(call.destination()).filter(Destination::honoursKeys).isPresent();
        if (isRead || behaviour == Behaviour.IS_AWAY || behaviour == Behaviour.IS_SPARED) {
            return;
        }
        if (!keys.add(call.key())) {
            chance.reach(Landmark.SENT_AGAIN);
        }
        if (!honoursKeys && perhapsDone.contains(call.key())) {
            problems.add(
                    "a request was sent again that may have been performed: "
                            + call.method()
                            + " "
                            + call.destination()
                            + call.path());
        }
        if (behaviour != Behaviour.IS_BUSY && behaviour != Behaviour.REFUSES) {
            perhapsDone.add(call.key());
        }
    }

    List<String> problems() {
        var all = new ArrayList<>(problems);
        all.addAll(host.problems());
        Set<String> acted = new HashSet<>();
        for (Call act : host.acts()) {
            if (!acted.add(act.key())) {
                all.add("a partner has performed a request twice: " + act);
            }
        }
        return all;
    }
}
