package dev.factum.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Measures contenders in turns: what disturbs the machine disturbs all of them.
public final class Slices {

    private static final Duration SLICE = Duration.ofSeconds(2);
    private static final int ROUNDS = 3;

    /// How the figures came about.
    public static final String METHOD =
            "medians of %d slices of %d s in turns".formatted(ROUNDS, SLICE.toSeconds());

    private Slices() {}

    /// Runs every contender for a while without measuring.
    public static void warmUp(List<? extends Contender> contenders) throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            for (Contender contender : contenders) {
                slice(contender, 16);
            }
        }
    }

    /// What each contender does for so many clients, in the order of the list.
    public static List<Slice> inTurns(List<? extends Contender> contenders, int clients)
            throws InterruptedException {
        List<List<Slice>> slices = new ArrayList<>();
        contenders.forEach(_ -> slices.add(new ArrayList<>()));
        for (int round = 0; round < ROUNDS; round++) {
            for (int each = 0; each < contenders.size(); each++) {
                slices.get(each).add(slice(contenders.get(each), clients));
            }
        }
        return slices.stream().map(Slice::median).toList();
    }

    private static Slice slice(Contender contender, int clients) throws InterruptedException {
        contender.prepare();
        return Clients.run(clients, SLICE, contender::send);
    }
}
