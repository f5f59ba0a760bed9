package dev.factum.machine.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.effect.Request;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a decision adds to its facts for its requests.
class RequestPlanTest {

    private static final Message CAUSE =
            new Message(
                    "m1",
                    Topic.of("in"),
                    "k",
                    "type",
                    Instant.parse("2026-01-01T12:00:00Z"),
                    null,
                    null,
                    Map.of(Keyword.of("a"), 1L));

    private final RequestPlan plan = new RequestPlan("main", "h", CAUSE, "main/h/m1", false);

    private static Request request(String label) {
        return Request.of(label, "POST", "psp", "/" + label);
    }

    @Test
    void theFirstIsDueAndTheOthersWait() {
        List<Object> txData = plan.txData(List.of(request("a"), request("b").after("a")));
        assertThat(txData.get(0).toString()).contains("planned", ":factum.agenda/due");
        assertThat(txData.get(1).toString()).contains("waiting").doesNotContain("agenda");
        assertThat(plan.txData(List.of(request("a"), request("b").after("a")))).isEqualTo(txData);
    }

    @Test
    void anOrderThatCannotBeKeptIsRefused() {
        for (List<Request> wrong :
                List.of(
                        List.of(request("a").after("b")),
                        List.of(request("a").after("a")),
                        List.of(request("a").after("b"), request("b").after("a")))) {
            FactumError error = catchThrowableOfType(FactumError.class, () -> plan.txData(wrong));
            assertThat(error.code()).isEqualTo(MachineErrorCode.INVALID_REQUEST);
        }
    }
}
