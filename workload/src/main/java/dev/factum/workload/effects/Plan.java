package dev.factum.workload.effects;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// What a seed wants to go wrong, life by life of the service. Immutable.
record Plan(List<Life> lives) {

    /// Acts that happen a few times in a life, whatever there is to do.
    private static final Set<KillPoint> RARE =
            EnumSet.of(
                    KillPoint.BEFORE_CURSOR,
                    KillPoint.AFTER_CURSOR,
                    KillPoint.BEFORE_POSITION,
                    KillPoint.AFTER_POSITION,
                    KillPoint.BEFORE_TAKE_OVER,
                    KillPoint.AFTER_TAKE_OVER,
                    KillPoint.BEFORE_LEASE,
                    KillPoint.AFTER_LEASE);

    private static final int MOST_TIMES = 6;
    private static final int MOST_POINTS = 150;

    Plan {
        lives = List.copyOf(lives);
    }

    /// First every named point, as far as there are kills, in an order of the seed; the others are
    /// at random moments.
    static Plan of(Scale scale, Random random) {
        List<KillPoint> points = new ArrayList<>(List.of(KillPoint.values()));
        Collections.shuffle(points, random);
        int moments = Math.max(0, scale.kills() - points.size());
        List<Life> lives = new ArrayList<>();
        points.stream()
                .limit(scale.kills())
                .forEach(point -> lives.add(Life.at(point, times(point, random))));
        List<Life> others = new ArrayList<>();
        for (int life = 0; life < moments; life++) {
            others.add(atMoment(Life.Event.NONE, Life.End.KILLED, random));
        }
        for (int life = 0; life < scale.takeOvers(); life++) {
            others.add(atMoment(Life.Event.NONE, Life.End.DEPOSED, random));
        }
        Collections.shuffle(others, random);
        lives.addAll(others);
        return new Plan(lives).disturbed(scale, random);
    }

    /// Once more at a point, if the service never came there.
    static Life again(KillPoint point) {
        return Life.at(point, 1);
    }

    private static int times(KillPoint point, Random random) {
        return RARE.contains(point) ? 1 : 1 + random.nextInt(MOST_TIMES);
    }

    private static Life atMoment(Life.Event event, Life.End end, Random random) {
        return new Life(new Trap.After(1 + random.nextInt(MOST_POINTS)), event, end);
    }

    private Plan disturbed(Scale scale, Random random) {
        List<Life.Event> events = new ArrayList<>();
        for (int restart = 0; restart < scale.brokerRestarts(); restart++) {
            boolean isKilled = (restart + random.nextInt(2)) % 2 == 0;
            events.add(isKilled ? Life.Event.BROKER_KILLED : Life.Event.BROKER_STOPPED);
        }
        events.addAll(Collections.nCopies(scale.rebalances(), Life.Event.REBALANCE));
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < lives.size(); place++) {
            places.add(place);
        }
        Collections.shuffle(places, random);
        List<Life> disturbed = new ArrayList<>(lives);
        for (int number = 0; number < events.size(); number++) {
            Life life = lives.get(places.get(number));
            disturbed.set(
                    places.get(number), new Life(life.trap(), events.get(number), life.end()));
        }
        return new Plan(disturbed);
    }
}
