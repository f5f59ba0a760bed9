package dev.factum.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/// The longest run of what is done with.
class ProgressTest {

    @Test
    void onlyTheRunFromTheFirstOnCounts() {
        var progress = new Progress(6);
        LongStream.of(7, 8, 11).forEach(progress::deliver);
        assertThat(progress.finish(8)).isTrue();
        assertThat(progress.finish(8)).isFalse();
        assertThat(progress.through()).isEqualTo(6);
        assertThat(progress.ahead()).isEqualTo(3);
        assertThat(progress.finish(7)).isTrue();
        assertThat(progress.through()).isEqualTo(8);
        assertThat(progress.finish(7)).isFalse();
        assertThat(progress.isIdle()).isFalse();
        assertThat(progress.finish(11)).isTrue();
        assertThat(progress.through()).isEqualTo(11);
        assertThat(progress.isIdle()).isTrue();
    }

    /// Against a set of everything that is open.
    @RepeatedTest(50)
    void anyOrderGivesTheSameAsASet(RepetitionInfo repetition) {
        var dice = new Random(repetition.getCurrentRepetition());
        var progress = new Progress(-1);
        var open = new TreeSet<Long>();
        List<Long> offsets = new ArrayList<>();
        long offset = 0;
        for (int step = 0; step < 500; step++) {
            if (open.isEmpty() || dice.nextInt(3) > 0) {
                offset += 1 + dice.nextInt(3);
                progress.deliver(offset);
                open.add(offset);
                offsets.add(offset);
            } else {
                Long chosen = new ArrayList<>(open).get(dice.nextInt(open.size()));
                assertThat(progress.finish(chosen)).isTrue();
                open.remove(chosen);
            }
            long first = open.isEmpty() ? Long.MAX_VALUE : open.first();
            long expected =
                    offsets.stream()
                            .mapToLong(each -> each)
                            .filter(each -> each < first)
                            .max()
                            .orElse(-1);
            assertThat(progress.through())
                    .as("repetition %s", repetition.getCurrentRepetition())
                    .isEqualTo(expected);
            assertThat(progress.isIdle()).isEqualTo(open.isEmpty());
        }
    }
}
