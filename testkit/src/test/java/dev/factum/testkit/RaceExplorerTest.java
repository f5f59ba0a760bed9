package dev.factum.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.database.Database;
import dev.factum.facts.schema.Attribute;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Fact;
import dev.factum.machine.handler.Context;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import dev.factum.machine.run.Machine;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// "At most three offers", decided by plain check-then-insert.
class RaceExplorerTest {

    private static final Attribute<UUID> OFFER_ID = Attribute.uuid("offer/id").identity();
    private static final Attribute<String> CUSTOMER = Attribute.string("offer/customer").indexed();
    private static final Topic CREATE = Topic.of("create-offer");
    private static final int MOST = 3;

    record CreateOffer(String customer) {}

    /// Reads, checks, inserts: no lock, no function in the database, nothing declared.
    private static Effects create(CreateOffer message, Database db, Context context) {
        return offers(db, message.customer()) >= MOST
                ? Effects.none()
                : Effects.facts(
                        Fact.entity()
                                .with(OFFER_ID, context.id("offer"))
                                .with(CUSTOMER, message.customer()));
    }

    private static int offers(Database db, String customer) {
        Object found =
                db.query("[:find [?o ...] :in $ ?c :where [?o :offer/customer ?c]]", customer);
        return found instanceof Collection<?> offers ? offers.size() : 0;
    }

    private static RaceExplorer race(int present, int contenders) {
        Machine machine =
                Machine.builder()
                        .on(
                                CREATE,
                                "create-offer",
                                CreateOffer.class,
                                RaceExplorerTest::create,
                                Contract.nothing().writes(OFFER_ID, CUSTOMER))
                        .build();
        Database db = TestDatabase.with(List.of(OFFER_ID, CUSTOMER));
        for (int each = 0; each < present; each++) {
            db =
                    TestDatabase.after(
                            db,
                            Effects.facts(
                                    Fact.entity()
                                            .with(OFFER_ID, new UUID(0, each))
                                            .with(CUSTOMER, "c")));
        }
        var messages = IntStream.range(0, contenders).mapToObj(n -> message("m" + n)).toList();
        return RaceExplorer.of(machine, db, messages);
    }

    private static Message message(String id) {
        return Message.of(id, CREATE, "c", Counters.NOON, new CreateOffer("c"));
    }

    private static Optional<String> atMostThree(Database db) {
        int offers = offers(db, "c");
        return offers <= MOST ? Optional.empty() : Optional.of(offers + " offers");
    }

    @Test
    void withReadSetsTheRuleHoldsInEveryOrder() {
        RaceReport report = race(2, 3).check(RaceExplorerTest::atMostThree);
        assertThat(report.orders()).isGreaterThan(90);
        report.assertHolds();
    }

    @Test
    void withoutReadSetsItIsBroken() {
        RaceReport report = race(2, 2).withoutReadSets().check(RaceExplorerTest::atMostThree);
        assertThat(report.orders()).isEqualTo(6);
        assertThat(report.broken())
                .hasSize(4)
                .first()
                .asString()
                .contains("m0 reads at", "m1 reads at", "4 offers");
        assertThatThrownBy(report::assertHolds).hasMessageContaining("6 orders");
    }

    @Test
    void threeAtOnceAreWorse() {
        RaceReport report = race(1, 3).withoutReadSets().check(RaceExplorerTest::atMostThree);
        assertThat(report.orders()).isEqualTo(90);
        assertThat(report.holds()).isFalse();
        race(1, 3).check(RaceExplorerTest::atMostThree).assertHolds();
    }
}
