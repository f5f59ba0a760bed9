package dev.factum.examples.offers.product;

import static dev.factum.examples.offers.product.Product.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.machine.message.Message;
import dev.factum.testkit.CrashMatrix;
import dev.factum.testkit.CrashReport;
import dev.factum.testkit.SimulatedHost.Behaviour;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Wherever the service dies and whatever its partners do, a loan comes to the same end, and nobody
/// is paid twice.
class ProductCrashTest {

    private static final UUID CHOSEN = Product.offerOf("p1");

    /// Two offers; one is chosen and runs its course, the other expires.
    private static final List<Message> SCENARIO =
            List.of(
                    Product.proposal("p1"),
                    Product.proposal("p2"),
                    Product.acceptance("a1", CHOSEN, NOON),
                    Product.command("s1", NOON, Product.person(CHOSEN)));

    private static CrashReport crashes(
            boolean grants, List<Behaviour> bureau, List<Behaviour> payments) {
        return CrashMatrix.of(OfferProduct.machine(), Product.with(), SCENARIO)
                .host(() -> Product.partners(grants, bureau, payments))
                .run();
    }

    private static Set<String> sent(CrashReport report) {
        return report.steps().stream()
                .filter(step -> step.startsWith("send "))
                .map(step -> step.replace(CHOSEN.toString(), "ID"))
                .collect(Collectors.toSet());
    }

    @Test
    void aLoanIsPaidOnce() {
        CrashReport report = crashes(true, List.of(), List.of());
        report.assertClean();
        assertThat(sent(report))
                .containsExactlyInAnyOrder(
                        "send POST bureau/approvals/ID", "send POST payments/payouts/ID");
    }

    @Test
    void whenTheAnswersAreLostTheBureauIsAskedAndThePaymentSentUnderItsKey() {
        CrashReport report =
                crashes(
                        true,
                        List.of(Behaviour.LOSES_ANSWER),
                        List.of(Behaviour.LOSES_ANSWER, Behaviour.ACTS_THEN_FAILS));
        report.assertClean();
        assertThat(sent(report)).contains("send GET bureau/approvals/ID");
    }

    @Test
    void aRefusedPayoutWithdrawsTheApproval() {
        CrashReport report = crashes(true, List.of(), List.of(Behaviour.REFUSES));
        report.assertClean();
        assertThat(sent(report)).contains("send POST bureau/withdrawals/ID");
    }

    @Test
    void whoIsNotApprovedIsNotPaid() {
        CrashReport report = crashes(false, List.of(), List.of());
        report.assertClean();
        assertThat(sent(report)).containsExactly("send POST bureau/approvals/ID");
    }
}
