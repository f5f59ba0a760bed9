package dev.factum.transactor;

import static dev.factum.transactor.Writing.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.transactor.Desk.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeskTest {

    private record Job(int caller, int number, CompletableFuture<Thread> done) {}

    private final List<Job> served = new ArrayList<>();
    private final Desk<Job> desk = new Desk<>("desk", 1_000, this::serve);

    /// Not synchronized: that one thread at a time serves is what is tested.
    private void serve(Inbox<Job> inbox) {
        Job next = inbox.poll();
        while (next != null) {
            served.add(next);
            next.done().complete(Thread.currentThread());
            next = inbox.poll();
        }
    }

    private static Job job(int caller, int number) {
        return new Job(caller, number, new CompletableFuture<>());
    }

    private static void ignore(Job late) {
        late.done().cancel(false);
    }

    @AfterEach
    void close() {
        desk.close(DeskTest::ignore);
    }

    @Test
    void aCallerServesItselfAndThoseWhoCameBeforeIt() {
        desk.start();
        Job first = job(1, 1);
        Job second = job(2, 1);
        assertThat(desk.bring(first)).isEqualTo(Entry.ACCEPTED);
        assertThat(desk.bring(second)).isEqualTo(Entry.ACCEPTED);
        desk.lend(0);
        assertThat(await(first.done())).isEqualTo(Thread.currentThread());
        assertThat(await(second.done())).isEqualTo(Thread.currentThread());
        assertThat(served).containsExactly(first, second);
    }

    @Test
    void theDesksOwnThreadServesWhereNobodyLendsOne() {
        desk.start();
        for (int number = 0; number < 1_000; number++) {
            Job next = job(1, number);
            assertThat(desk.bring(next)).isEqualTo(Entry.ACCEPTED);
            desk.attend();
            assertThat(await(next.done()).getName()).isEqualTo("desk");
        }
    }

    @Test
    void nobodyIsLeftBehindAndEachCallersOrderIsKept() throws Exception {
        desk.start();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> callers = new ArrayList<>();
            for (int caller = 0; caller < 16; caller++) {
                int number = caller;
                callers.add(() -> bringMany(number, 1_000));
            }
            for (Future<Boolean> caller : threads.invokeAll(callers)) {
                assertThat(caller.get()).isTrue();
            }
        }
        assertThat(served).hasSize(16_000);
        for (int caller = 0; caller < 16; caller++) {
            int number = caller;
            assertThat(served.stream().filter(job -> job.caller() == number).map(Job::number))
                    .isSorted();
        }
    }

    /// Half of the time it lends its thread, otherwise it only sees to it that somebody serves.
    private boolean bringMany(int caller, int count) {
        for (int number = 0; number < count; number++) {
            Job next = job(caller, number);
            desk.bringPatiently(next);
            if (number % 2 == 0) {
                desk.lend(1_000);
            } else {
                desk.attend();
            }
            await(next.done());
        }
        return true;
    }

    @Test
    void aFullDeskSaysSoAndAClosedOneToo() {
        for (int number = 0; number < 1_000; number++) {
            assertThat(desk.bring(job(1, number))).isEqualTo(Entry.ACCEPTED);
        }
        assertThat(desk.bring(job(1, 1_000))).isEqualTo(Entry.FULL);
        desk.start();
        desk.close(DeskTest::ignore);
        assertThat(served).as("what was accepted").hasSize(1_000);
        assertThat(desk.bring(job(1, 1_001))).isEqualTo(Entry.CLOSED);
        desk.lend(0);
        assertThat(served).hasSize(1_000);
    }

    @Test
    void aLenderKeepsItsInterruptionAndItsWorkDoesNotSeeIt() {
        var seen = new CompletableFuture<Boolean>();
        var observing =
                new Desk<Job>(
                        "observing",
                        10,
                        inbox -> {
                            seen.complete(Thread.currentThread().isInterrupted());
                            inbox.poll();
                        });
        observing.start();
        assertThat(observing.bring(job(1, 1))).isEqualTo(Entry.ACCEPTED);
        Thread.currentThread().interrupt();
        observing.lend(0);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(await(seen)).isFalse();
        observing.close(DeskTest::ignore);
    }
}
