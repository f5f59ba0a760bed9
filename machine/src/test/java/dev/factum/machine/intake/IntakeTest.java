package dev.factum.machine.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.error.FactumError;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.handler.HandlerDefinition;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.MessageType;
import dev.factum.machine.message.Topic;
import dev.factum.machine.request.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Who begins and who waits, on a clock that the test turns and with destinations that it makes
/// ill.
class IntakeTest {

    private static final Health FAILING = new Health.Failing(Duration.ofSeconds(10));
    private static final HandlerDefinition<?> PAYING = handler("pay", "psp");
    private static final HandlerDefinition<?> BOTH = handler("both", "psp", "bureau");
    private static final HandlerDefinition<?> FREE = handler("free");

    private final Map<String, Health> health = new HashMap<>();
    private final List<String> begun = new ArrayList<>();
    private final Map<String, Runnable> ends = new HashMap<>();
    private long now;
    private final Intake intake =
            new Intake(
                    name -> health.getOrDefault(name, new Health.Well()),
                    () -> now,
                    () -> assertThat(this.begun).isNotNull());

    private static HandlerDefinition<?> handler(String name, String... destinations) {
        return new HandlerDefinition<>(
                name,
                Topic.of("topic"),
                MessageType.of(Message.class),
                (_, _, _) -> Effects.none(),
                Contract.nothing().requests(destinations));
    }

    private boolean keeps(HandlerDefinition<?> handler, String key, String name) {
        return intake.keeps(
                handler,
                key,
                done -> {
                    begun.add(name);
                    ends.put(name, done);
                });
    }

    private void end(String name) {
        Objects.requireNonNull(ends.remove(name)).run();
    }

    @Test
    void whoNeedsNothingThatFailsBeginsAtOnce() {
        health.put("psp", FAILING);
        assertThat(keeps(FREE, "k", "m")).isFalse();
        assertThat(keeps(handler("other", "bureau"), "k", "m")).isFalse();
        assertThat(intake.isEmpty()).isTrue();
    }

    @Test
    void whoNeedsADestinationThatFailsWaitsUntilItIsWell() {
        health.put("psp", FAILING);
        assertThat(keeps(PAYING, "k", "m1")).isTrue();
        assertThat(keeps(BOTH, "k", "m2")).isTrue();
        assertThat(intake.release()).isEqualTo(Duration.ofSeconds(1));
        assertThat(begun).isEmpty();
        assertThat(intake.kept()).isEqualTo(2);
        assertThat(intake.paused(List.of(PAYING, BOTH, FREE)))
                .isEqualTo(Map.of("pay", "psp", "both", "psp"));
        health.clear();
        intake.release();
        assertThat(begun).containsExactlyInAnyOrder("m1", "m2");
        end("m1");
        end("m2");
        assertThat(intake.isEmpty()).isTrue();
        assertThat(intake.paused(List.of(PAYING, BOTH, FREE))).isEmpty();
    }

    @Test
    void theMessagesOfAKeyStayInTheirOrder() {
        health.put("psp", FAILING);
        assertThat(keeps(PAYING, "k", "m1")).isTrue();
        assertThat(keeps(PAYING, "k", "m2")).isTrue();
        health.clear();
        intake.release();
        assertThat(begun).containsExactly("m1");
        assertThat(keeps(PAYING, "k", "m3")).isTrue();
        assertThat(keeps(PAYING, "other", "m4")).isFalse();
        assertThat(intake.refusal(PAYING, "k")).isPresent();
        assertThat(intake.refusal(PAYING, "other")).isEmpty();
        end("m1");
        assertThat(begun).containsExactly("m1", "m2");
        now += Inflow.STEP.toNanos();
        end("m2");
        end("m3");
        assertThat(begun).containsExactly("m1", "m2", "m3");
        assertThat(keeps(PAYING, "k", "m5")).isFalse();
    }

    @Test
    void manyComeInLittleByLittle() {
        health.put("psp", FAILING);
        for (int number = 0; number < 1_000; number++) {
            assertThat(keeps(PAYING, "k" + number, "m" + number)).isTrue();
        }
        health.put("psp", new Health.Recovering());
        intake.release();
        assertThat(begun).hasSize(Inflow.FEW);
        begun.forEach(this::end);
        assertThat(begun).hasSize(Inflow.FEW);
        health.clear();
        List<Integer> steps = new ArrayList<>();
        while (begun.size() < 1_000) {
            int before = begun.size();
            Duration rest = intake.release();
            steps.add(begun.size() - before);
            now += rest.toNanos();
        }
        assertThat(steps).startsWith(4, 8, 16, 32, 64, 128, 256, 488).hasSize(8);
    }

    @Test
    void whoComesAgainByHimselfIsToldWhen() {
        health.put("psp", FAILING);
        FactumError refusal = intake.refusal(PAYING, "k").orElseThrow();
        assertThat(refusal.code()).isEqualTo(MachineErrorCode.DESTINATION_FAILING);
        assertThat(refusal.data())
                .containsEntry("retry-after", 10L)
                .containsEntry("handler", "pay");
        assertThat(intake.refusal(FREE, "k")).isEmpty();
    }
}
