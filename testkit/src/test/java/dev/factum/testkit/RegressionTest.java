package dev.factum.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.database.Database;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.handler.Context;
import dev.factum.machine.handler.Handler;
import dev.factum.machine.message.Message;
import dev.factum.machine.run.InProcessBroker;
import dev.factum.machine.run.Machine;
import dev.factum.machine.run.Runner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Other code on what was decided.
class RegressionTest {

    private final MemoryConnection connection = MemoryConnection.to(Counters.empty());
    private final List<Message> kept = new ArrayList<>();

    private static Machine machine(Handler<Counters.Count> handler) {
        return Machine.builder()
                .on(Counters.COUNT, "count", Counters.Count.class, handler, Counters.CONTRACT)
                .build();
    }

    private void decide(int messages) {
        try (Runner runner = Runner.start(Counters.machine(), connection, new InProcessBroker())) {
            for (int each = 0; each < messages; each++) {
                Message message = Counters.message("m" + each, "a", 3);
                kept.add(message);
                runner.call(message);
            }
        }
    }

    private Optional<Message> find(String identity) {
        return kept.stream().filter(message -> message.identity().equals(identity)).findFirst();
    }

    private RegressionReport compare(Machine candidate, int most) {
        return Regression.between(Counters.machine(), candidate, connection)
                .messages(this::find)
                .recent(most);
    }

    /// One place more than was asked for.
    private static Effects generous(Counters.Count count, Database db, Context context) {
        return Counters.count(new Counters.Count(count.name(), count.limit() + 1), db, context);
    }

    @Test
    void theSameCodeDecidesTheSame() {
        decide(5);
        RegressionReport report = compare(Counters.machine(), 100);
        report.assertSame();
        assertThat(report.compared()).isEqualTo(5);
        assertThat(report.unknown()).isZero();
    }

    @Test
    void otherCodeIsComparedOnWhatWasKnownThen() {
        decide(5);
        RegressionReport report = compare(machine(RegressionTest::generous), 100);
        assertThat(report.byHandler()).isEqualTo(Map.of("count", 2L));
        assertThat(report.changes())
                .extracting(RegressionReport.Change::message)
                .containsExactly("m4", "m3");
        assertThat(report.changes().getFirst().lines()).isNotEmpty();
        assertThatThrownBy(report::assertSame)
                .hasMessageContaining("count at")
                .hasMessageContaining("m4");
        assertThat(compare(machine(RegressionTest::generous), 1).changes()).hasSize(1);
    }

    @Test
    void aRefusalAndAMissingHandlerAreChangesToo() {
        decide(1);
        Machine failing =
                machine((_, _, _) -> {
                    throw new IllegalStateException("no");
                });
        assertThat(compare(failing, 9).changes().getFirst().lines().getFirst())
                .contains(":factum.machine/handler-failed");
        assertThat(compare(Machine.builder().build(), 9).changes().getFirst().lines().getFirst())
                .contains("no handler count");
    }

    @Test
    void codeThatDoesNotComeToWhatWasDecidedIsNotThePresentOne() {
        decide(4);
        RegressionReport report =
                Regression.between(
                                machine(RegressionTest::generous), Counters.machine(), connection)
                        .messages(this::find)
                        .recent(1);
        assertThat(report.changes().getFirst().lines().getFirst())
                .startsWith("the present code does not come to what was decided");
    }

    @Test
    void withoutItsMessageADecisionIsNotCompared() {
        decide(2);
        kept.removeFirst();
        RegressionReport report = compare(machine(RegressionTest::generous), 9);
        assertThat(report.compared()).isEqualTo(1);
        assertThat(report.unknown()).isEqualTo(1);
    }
}
