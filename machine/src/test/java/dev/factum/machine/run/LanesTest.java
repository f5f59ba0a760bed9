package dev.factum.machine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Order within a key, and none between keys.
class LanesTest {

    private final Lanes lanes = new Lanes(64);

    @Test
    void workOfOneKeyIsDoneInItsOrder() throws InterruptedException {
        Map<String, ConcurrentLinkedQueue<Integer>> done = new ConcurrentHashMap<>();
        var all = new CountDownLatch(10_000);
        for (int number = 0; number < 10_000; number++) {
            int n = number;
            String key = "key" + number % 7;
            lanes.enter(
                    key,
                    () -> {
                        done.computeIfAbsent(key, _ -> new ConcurrentLinkedQueue<>()).add(n);
                        all.countDown();
                    });
        }
        assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
        done.forEach((_, numbers) -> assertThat(List.copyOf(numbers)).isSorted());
        assertThat(done).hasSize(7);
    }

    @Test
    void keysWorkBesideEachOther() {
        var meeting = new CyclicBarrier(20);
        var met = new CountDownLatch(20);
        IntStream.range(0, 20).forEach(key -> lanes.enter("key" + key, () -> meet(meeting, met)));
        assertThat(isDown(met)).isTrue();
    }

    @Test
    void aLaneOutlivesWorkThatFailsAndIsGoneWhenAllIsDone() {
        var before = new CountDownLatch(1);
        var after = new CountDownLatch(1);
        lanes.enter("key", () -> isDown(before));
        lanes.enter("key", () -> List.of().getFirst());
        lanes.enter(
                "key",
                () -> {
                    throw new LinkageError("not there");
                });
        lanes.enter("key", after::countDown);
        before.countDown();
        assertThat(isDown(after)).isTrue();
        while (!lanes.isEmpty()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void thePauseBetweenAttemptsGrowsUpToASecond() {
        assertThat(Backoff.delay(1)).isEqualTo(Duration.ofMillis(4));
        assertThat(Backoff.delay(40)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Backoff.pause(0)).isTrue();
    }

    private static void meet(CyclicBarrier meeting, CountDownLatch met) {
        try {
            meeting.await(20, TimeUnit.SECONDS);
            met.countDown();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static boolean isDown(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
