package dev.factum.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.schema.Attribute;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Request;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import dev.factum.machine.request.Call;
import dev.factum.machine.run.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is undone long after it was done: the key of what undoes it is as young as the wish to.
class LateCompensationTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Topic ORDERS = Topic.of("orders");
    private static final Attribute<String> NAME = Attribute.string("order/name").identity();

    record Book(String name) {}

    record Cancel(String name) {}

    private static final Machine MACHINE =
            Machine.builder()
                    .on(
                            ORDERS,
                            "book",
                            Book.class,
                            (book, _, _) ->
                                    Effects.none()
                                            .request(
                                                    Request.of("book", "POST", "hotel", "/rooms")
                                                            .saga(book.name())
                                                            .compensatedBy(
                                                                    Request.of(
                                                                            "cancel",
                                                                            "POST",
                                                                            "hotel",
                                                                            "/cancellations"))),
                            Contract.nothing().requests("hotel"))
                    .on(
                            ORDERS,
                            "cancel",
                            Cancel.class,
                            (cancel, _, _) -> Effects.none().compensate(cancel.name()),
                            Contract.nothing().requests("hotel"))
                    .build();

    @Test
    void isSent() {
        var partners = new SimulatedHost().partner("hotel", true);
        Duration keysLast = partners.destination("hotel").orElseThrow().keysLast();
        var machine = MachineUnderTest.of(MACHINE, TestDatabase.with(List.of(NAME)), partners);
        machine.receive(Message.of("m1", ORDERS, "o1", NOON, new Book("o1")));
        Instant later = NOON.plus(keysLast).plus(Duration.ofDays(2));
        machine.receive(Message.of("m2", ORDERS, "o1", later, new Cancel("o1")));
        assertThat(machine.calls())
                .extracting(Call::path)
                .containsExactly("/rooms", "/cancellations");
        machine.assertNothingParked();
    }
}
